import type { Page } from "playwright-core";

/** Signs a seeded person in on a page that a test has prepared: another browser, a cable to be cut. */
export async function signInOn(page: Page, webUrl: string, email: string): Promise<Page> {
  page.setDefaultTimeout(20_000);
  await page.goto(webUrl);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("switchboard");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("region", { name: "Phone" }).waitFor();
  return page;
}
