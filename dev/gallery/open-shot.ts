import type { Page } from "playwright-core";
import type { Shot } from "./shots.ts";

/** There when everything is that comes a moment after the phone: its menus come last. */
export const allThere = ".sign-in, .pres[aria-expanded], .targets";

/** Opens a state in a page and brings it to where its mock-up is: number typed, keypad open. */
export async function openShot(page: Page, url: string, shot: Shot, theme: "light" | "dark") {
  await page.setViewportSize({ width: shot.width, height: shot.height });
  const query = new URLSearchParams(`${shot.query}&theme=${theme}`);
  await page.goto(`${url}${shot.path}?${query}`);
  await page.locator(allThere).waitFor();
  const number = query.get("number");
  if (number !== null) await page.getByRole("textbox", { name: "Phone number" }).fill(number);
  const find = query.get("find");
  if (find !== null) await page.getByRole("combobox").fill(find);
  if (query.get("open") === "keypad") await page.getByRole("button", { name: "Keypad" }).click();
  if (query.get("state") === "sign-in") {
    await page.getByLabel("Password", { exact: true }).fill("twelve-signs");
    await page.getByLabel("Email").fill("jonas@nordlicht-reisen.example");
  }
  // The mock-ups show the focus only where somebody types.
  if (number === null && find === null && query.get("state") !== "sign-in") {
    await page.evaluate("document.activeElement.blur()");
  }
  await page.evaluate("document.fonts.ready");
}
