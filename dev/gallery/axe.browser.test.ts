// Every state and page of the gallery by axe, under its content security policy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { entryStates, states } from "./page/states.ts";
import { galleryForTests, narrow, violations, wide } from "./test-page.ts";

const names = Object.keys(states);
const gallery = galleryForTests();

for (const [title, look] of [["narrow and light", narrow], ["wide and dark", wide]] as const) {
  test(`${title}: every state passes axe and its content security policy`, async () => {
    const { page, refused } = await gallery.openPage(look);
    for (const name of entryStates) {
      await gallery.show(page, name, look);
      assert.deepEqual(await violations(page), [], name);
    }
    await gallery.show(page, "offline", look);
    for (const name of names) {
      await page.evaluate((to) => window.gallery.show(to), name);
      assert.deepEqual(await violations(page), [], name);
    }
    assert.deepEqual(refused, []);
    await page.context().close();
  });
}

const pages = [
  "/calls",
  "/live",
  "/setup/connection",
  "/setup/health",
  "/setup/numbers",
  "/setup/policy",
  "/setup/team",
  "/setup/audit",
  "/setup/workspace",
  "/account",
  "/new-workspace",
];

for (const [title, look] of [["narrow and light", narrow], ["wide and dark", wide]] as const) {
  test(`${title}: every page passes axe`, async () => {
    const { page } = await gallery.openPage(look);
    for (const path of pages) {
      await page.goto(`${gallery.url}${path}?state=ready&role=admin&theme=${look.theme}`);
      // Nobody answers here: a page has its head, and may say that it can’t be read.
      await page.locator(".page h1").first().waitFor();
      assert.equal(await page.getByText("This page can’t be").count(), 0, path);
      assert.deepEqual(await violations(page), [], path);
    }
    await page.context().close();
  });
}

test("what floats over the phone and the desk passes axe too", async () => {
  const { page } = await gallery.openPage(wide);
  await gallery.show(page, "in-call", wide);
  await page.getByRole("button", { name: /^Your status/ }).click();
  assert.deepEqual(await violations(page), [], "status menu");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Workspace/ }).click();
  assert.deepEqual(await violations(page), [], "workspaces");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  assert.deepEqual(await violations(page), [], "shortcuts");
  await page.keyboard.press("Escape");
  await page.evaluate(() => window.gallery.show("ready"));
  await page.getByRole("combobox", { name: "From" }).click();
  assert.deepEqual(await violations(page), [], "numbers");
  await page.context().close();
});

test("what is broken shows to an admin on every page, and the page that mends it passes axe", async () => {
  for (const look of [narrow, wide]) {
    const { page } = await gallery.openPage(look);
    for (const path of ["/calls", "/phone", "/setup/health"]) {
      await page.goto(
        `${gallery.url}${path}?state=ready&role=admin&health=broken&theme=${look.theme}`,
      );
      await page.getByRole("status").getByText(/Calls to it don’t reach you/).waitFor();
      // The banner and the page are two chunks, and either may come first.
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      assert.deepEqual(await violations(page), [], path);
    }
    const shown = page.getByRole("cell", { name: "old-ivr.example" });
    const toggle = page.getByRole("button", { name: "Show change Numbers routed here" });
    assert.equal(await shown.count(), 0);
    await toggle.click();
    await shown.waitFor();
    await page.getByRole("button", { name: "Test call", exact: true }).first().click();
    await page.getByRole("combobox", { name: "Number to call" }).waitFor();
    assert.deepEqual(await violations(page), [], "everything open");
    await page.context().close();
  }
});
