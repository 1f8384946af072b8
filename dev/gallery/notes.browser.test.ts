// What is written of a call while and after it runs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { galleryForTests, narrow, violations, wide, zoomed } from "./test-page.ts";

const gallery = galleryForTests();

describe("what is written of a call", () => {
  const wrappingUp = "state=ready&calls=ended&wrap-up";

  test("passes axe on the desk and in a narrow phone, saved, kept or changed in another tab", async () => {
    for (const look of [narrow, wide]) {
      const { page } = await gallery.openPage(look);
      for (
        const [note, sign] of [
          ["saved", /^Saved \d/],
          ["kept", "Not saved yet. Kept in this browser."],
          ["changed", "You wrote something else in another tab:"],
        ] as const
      ) {
        const path = look === narrow ? "/phone" : "/calls";
        const query = `${wrappingUp}&outcome=none&note=${note}&theme=${look.theme}`;
        await page.goto(`${gallery.url}${path}?${query}`);
        await page.getByText(sign).filter({ visible: true }).last().waitFor();
        assert.deepEqual(await violations(page), [], `${note}, ${path}`);
      }
      await page.goto(`${gallery.url}/setup/policy?state=ready&role=admin&outcome=none`);
      await page.getByRole("textbox", { name: "Outcome 9" }).waitFor();
      assert.deepEqual(await violations(page), [], "its settings");
      await page.context().close();
    }
  });

  test("needs no sideways scroll at 190 pixels", async () => {
    const { page } = await gallery.openPage(zoomed);
    await page.goto(`${gallery.url}/phone?${wrappingUp}&outcome=none&note=changed`);
    await page.getByRole("button", { name: "Keep this one" }).filter({ visible: true }).waitFor();
    const wider = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll(".ph-main")]
        .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.className)
    );
    assert.deepEqual(wider, []);
    await page.context().close();
  });

  test("a digit chooses an outcome in wrap-up, but not where it is text", async () => {
    const { page } = await gallery.openPage(wide);
    await page.goto(`${gallery.url}/calls?${wrappingUp}&outcome=none&note=none`);
    const tag = (name: string) => page.getByRole("button", { name, pressed: true });
    const note = page.getByRole("textbox", { name: "Note" });
    await note.fill("Room ");
    await note.press("4");
    assert.equal(await note.inputValue(), "Room 4");
    assert.equal(await tag("Complaint").count(), 0);
    await note.blur();
    await page.keyboard.press("2");
    await tag("Wants an offer").waitFor();
    await page.context().close();
  });
});
