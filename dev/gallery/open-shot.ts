import type { Page } from "playwright-core";
import type { Shot } from "./shots.ts";

/** There when everything is that comes a moment after the phone: its menus come last. */
export const allThere = ".sign-in, .pres[aria-expanded], .targets, main.mini";

/** Opens a state in a page and brings it to where its mock-up is: number typed, keypad open. */
export async function openShot(page: Page, url: string, shot: Shot, theme: "light" | "dark") {
  await page.setViewportSize({ width: shot.width, height: shot.height });
  const query = new URLSearchParams(`${shot.query}&theme=${theme}`);
  await page.goto(`${url}${shot.path}?${query}`);
  // On a narrow screen's other tabs the phone is there and can't be seen.
  await page.locator(allThere).waitFor({ state: "attached" });
  await page.waitForFunction(() =>
    document.querySelector(".pres") === null ||
    performance.getEntriesByType("resource").some(({ name }) => name.includes("/in-call-"))
  );
  const number = query.get("number");
  if (number !== null) await page.getByRole("textbox", { name: "Phone number" }).fill(number);
  const find = query.get("find");
  if (find !== null) await page.getByRole("combobox").fill(find);
  const key = query.get("open");
  if (key !== null) await page.locator(`[data-key=${key}]`).click();
  if (query.get("state") === "sign-in") {
    await page.getByLabel("Password", { exact: true }).fill("twelve-signs");
    await page.getByLabel("Email").fill("jonas@nordlicht-reisen.example");
  }
  // The mock-ups show the focus only where somebody types.
  if (number === null && find === null && key !== "transfer" && query.get("state") !== "sign-in") {
    await page.evaluate("document.activeElement.blur()");
  }
  await page.evaluate("document.fonts.ready");
}
