// The Live page and a supervisor's phone by keyboard: what is asked for, and that nothing is by an arrow.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Page } from "playwright-core";
import { allThere } from "./open-shot.ts";
import { galleryForTests, wide } from "./test-page.ts";

const gallery = galleryForTests();
let page: Page;
beforeEach(async (context) => {
  ({ page } = await gallery.openPage(wide));
  await page.goto(`${gallery.url}/live?state=ready&role=admin`);
  await page.locator(allThere).waitFor();
  await page.getByRole("heading", { name: "Live" }).waitFor();
  if ("after" in context) context.after(() => page.context().close());
});

const go = (name: string) => page.evaluate((to) => window.gallery.show(to), name);
/** Without what the number field asks when somebody types. */
const asked = async () =>
  (await page.evaluate(() => window.gallery.asked.splice(0))).filter((each) => each !== "dismiss");
const row = (name: string) => page.getByRole("listitem", { name });
const said = () => page.locator("[data-live=assertive]").innerText();

test("one Listen opens the three ways, and arrows choose none of them", async () => {
  await row("Priya Raman").getByRole("button", { name: "Listen to Priya Raman" }).click();
  const radios = row("Priya Raman").getByRole("radio");
  await radios.first().focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(
    await page.evaluate(() => document.activeElement?.textContent?.startsWith("Whisper")),
    true,
  );
  assert.deepEqual(await asked(), []);
  await page.keyboard.press("Enter");
  assert.deepEqual(await asked(), ["supervise 42 whisper"]);
});

test("L, W and J act on the row that has the focus, and on no other", async () => {
  await page.keyboard.press("l");
  assert.deepEqual(await asked(), []);
  await row("Tan Wei-Ling").focus();
  await page.keyboard.press("j");
  await page.getByText("Both sides may hear a short gap when you begin.").waitFor();
  assert.deepEqual(await asked(), ["supervise 44 join"]);
});

test("what rings can't be listened to yet, and one's own call has no button", async () => {
  await row("Aoife Ní Dhomhnaill").getByText("Not yet").waitFor();
  assert.equal(await row("Jonas Lindqvist").getByRole("button").count(), 0);
});

test("who is on a call can't listen, and is told why", async () => {
  await go("in-call");
  await row("Priya Raman").getByRole("button", { name: "Listen to Priya Raman" }).click();
  await page.getByText("You’re on a call yourself.").waitFor();
  const listen = row("Priya Raman").getByRole("radio", { name: /^Listen/ });
  assert.equal(await listen.getAttribute("aria-disabled"), "true");
  await listen.press("Enter");
  await row("Priya Raman").press("l");
  assert.deepEqual(await asked(), []);
});

test("while listening L, W and J work everywhere, and Ctrl and full stop stop", async () => {
  await go("listening");
  await page.getByText("Nobody hears you.", { exact: true }).waitFor();
  assert.equal(await said(), "Listening to Zofia. Nobody hears you");
  await page.keyboard.press("w");
  await page.keyboard.press("Control+.");
  assert.deepEqual(await asked(), ["supervise 41 whisper", "hangUp"]);
  await go("whispering");
  assert.equal(await said(), "Only Zofia hears you");
  await row("Zofia Grześkowiak").getByText("Talking, you whisper").waitFor();
});

test("ending somebody's call is asked first", async () => {
  await row("Priya Raman").getByRole("button", { name: "Listen to Priya Raman" }).click();
  await row("Priya Raman").getByRole("button", { name: "End call" }).click();
  await page.getByRole("alertdialog", { name: "End Priya’s call?" }).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("alertdialog").count(), 0);
});
