import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { soundNames } from "../tools/sounds.ts";
import { galleryForTests, wide } from "./test-page.ts";

const gallery = galleryForTests();

describe("said and shown elsewhere", () => {
  let page: Page;
  const go = (name: string) => page.evaluate((to) => window.gallery.show(to), name);
  const said = (urgency: string) => page.locator(`[data-live=${urgency}]`).innerText();
  before(async () => {
    ({ page } = await gallery.openPage(wide));
    await gallery.show(page, "offline", wide);
  });
  after(() => page.context().close());

  test("each change of the phone is said once, with its urgency", async () => {
    for (
      const [state, urgency, sentence] of [
        ["going-online", "polite", "Going online"],
        ["ready", "polite", "You’re online. Calls ring here"],
        ["away", "polite", "You’re away. Calls don’t ring here"],
        ["ready", "polite", "You’re online. Calls ring here"],
        ["dialing", "polite", "Calling Harbour & Pike Dental"],
        ["ringing", "polite", "Ringing"],
        ["early-media", "polite", "You can hear their line"],
        ["in-call", "polite", "On call with Ingrid Sørensen-Achterberg"],
        ["ringing", "polite", "Ringing"],
        ["ringing-muted", "assertive", "Muted"],
        ["muted", "assertive", "On call with Ingrid Sørensen-Achterberg. You’re muted"],
        ["in-call", "assertive", "You can be heard"],
        ["muted", "assertive", "Muted"],
        ["in-call", "assertive", "You can be heard"],
        ["reconnecting", "assertive", "Reconnecting"],
        ["in-call", "assertive", "Reconnected"],
        ["ended", "polite", "They hung up, 9 min 14 s"],
        ["incoming", "assertive", "Incoming call from Ingrid Sørensen-Achterberg to Sales Berlin"],
        ["elsewhere", "polite", "A colleague took the call from Ingrid Sørensen-Achterberg."],
        ["connection-lost", "assertive", "Calls can’t reach you. Fix now"],
        ["microphone-blocked", "assertive", "Your microphone is blocked"],
        ["not-configured", "polite", "This phone isn’t connected yet"],
      ] as const
    ) {
      await go(state);
      assert.equal((await said(urgency)).trim(), sentence, state);
    }
  });

  test("the tab's title and icon follow the phone", async () => {
    for (
      const [state, title, icon] of [
        ["ready", "Softphone", "idle"],
        ["incoming", "● 0:04 Ingrid Sørensen-Achterberg is calling", "ringing"],
        ["in-call", "4:17 Ingrid Sørensen-Achterberg", "live"],
        ["connection-lost", "Not ringing", "not-ringing"],
      ] as const
    ) {
      await go(state);
      assert.equal(await page.title(), title);
      assert.equal(await page.locator("link[rel=icon]").getAttribute("href"), `/icons/${icon}.svg`);
    }
  });

  test("while they ring we play the tone, unless their own is heard already", async () => {
    await page.evaluate(() => {
      const played: string[] = [];
      Object.assign(window, { played });
      HTMLMediaElement.prototype.play = function () {
        played.push(new URL(this.src).pathname);
        return Promise.resolve();
      };
    });
    const played = () => page.evaluate<string[]>("window.played.splice(0)");
    await go("ready");
    await played();
    await go("ringing-heard");
    assert.deepEqual(await played(), []);
    await go("ringing");
    assert.deepEqual(await played(), ["/sounds/ringback.wav"]);
  });

  test("the browser can play each of our sounds", async () => {
    const unplayable = await page.evaluate(async (sounds) => {
      const problems: string[] = [];
      for (const name of sounds) {
        const audio = new Audio(`/sounds/${name}.wav`);
        await new Promise((resolve) => {
          audio.addEventListener("canplaythrough", resolve);
          audio.addEventListener(
            "error",
            () => resolve(problems.push(`${name}: ${audio.error?.message}`)),
          );
        });
      }
      return problems;
    }, soundNames);
    assert.deepEqual(unplayable, []);
  });
});
