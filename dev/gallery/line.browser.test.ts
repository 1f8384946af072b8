// Hold, transfers and more than two on a line: the keys, what is said, and where the focus goes.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Page } from "playwright-core";
import { allThere } from "./open-shot.ts";
import { galleryForTests, narrow } from "./test-page.ts";

const gallery = galleryForTests();
let page: Page;
beforeEach(async (context) => {
  ({ page } = await gallery.openPage(narrow));
  await page.goto(`${gallery.url}/phone?state=in-call`);
  await page.locator(allThere).waitFor();
  if ("after" in context) context.after(() => page.context().close());
});

const go = (name: string) => page.evaluate((to) => window.gallery.show(to), name);
const asked = () => page.evaluate(() => window.gallery.asked.splice(0));
const key = (name: string) => page.getByRole("button", { name, exact: true });
const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
const said = () => page.locator("[data-live=assertive]").innerText();

test("H holds and resumes", async () => {
  await page.keyboard.press("h");
  await go("on-hold");
  await page.keyboard.press("h");
  assert.deepEqual(await asked(), [
    'command {"command":"hold"}',
    'command {"command":"resume"}',
  ]);
});

test("the lamp turns violet by the row, and not by the press", async () => {
  await key("Hold").click();
  assert.equal(await page.locator(".lamp.hold").count(), 0);
  await go("putting-on-hold");
  await page.getByText("Putting them on hold…").waitFor();
  assert.equal(await key("Hold").getAttribute("aria-disabled"), "true");
  assert.equal(await page.locator(".lamp.hold").count(), 0);
  await go("on-hold");
  await page.locator(".lamp.hold").getByText("They can’t hear you.").waitFor();
});

test("a minute on hold is heard as a knock in the ear, and each further one", async () => {
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const prototype: object = HTMLMediaElement.prototype;
    Object.assign(prototype, {
      setSinkId(this: HTMLMediaElement, id: string) {
        this.dataset["sink"] = id;
        return Promise.resolve();
      },
      play(this: HTMLMediaElement) {
        heard.push(`${new URL(this.src).pathname} on ${this.dataset["sink"]}`);
        return Promise.resolve();
      },
    });
  });
  const chosen = (silent: string[]) => ({
    microphone: { id: "", label: "" },
    speaker: { id: "headset", label: "Jabra" },
    ringers: [{ id: "desk", label: "Desk" }],
    silent,
  });
  const open = async (silent: string[]) => {
    await page.evaluate((choice) => {
      localStorage.setItem("softphone-sound", JSON.stringify(choice));
    }, chosen(silent));
    await page.reload();
    await page.locator(allThere).waitFor();
    await key("Mute").waitFor();
  };
  const pass = (seconds: number) => page.evaluate((by) => window.gallery.pass(by), seconds);
  const heard = () => page.evaluate<string[]>("window.heard.splice(0)");

  await open([]);
  // Held for 66 s already: what was due before is past.
  await go("on-hold");
  await page.getByText("They can’t hear you.").waitFor();
  await pass(53);
  assert.deepEqual(await heard(), []);
  await pass(1);
  assert.deepEqual(await heard(), ["/sounds/knock.wav on headset"]);
  await pass(59);
  assert.deepEqual(await heard(), []);
  await pass(1);
  assert.deepEqual(await heard(), ["/sounds/knock.wav on headset"]);
  await go("in-call");
  await pass(120);
  assert.deepEqual(await heard(), []);

  await open(["hold"]);
  await go("on-hold");
  await page.getByText("They can’t hear you.").waitFor();
  await pass(120);
  assert.deepEqual(await heard(), []);
});

test("what was refused is said in words, and its key is back", async () => {
  await go("hold-refused");
  await page.getByRole("button", { name: "Copy code E-TWILIO" }).waitFor();
  assert.equal(await said(), "Twilio did not accept the request. Try again in a minute.");
  assert.equal(await key("Hold").getAttribute("aria-disabled"), "false");
});

test("T opens the list of targets; Escape closes it, and a target is talked to first", async () => {
  await page.keyboard.press("t");
  await page.getByRole("group", { name: "Transfer Ingrid Sørensen-Achterberg to" }).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".targets").count(), 0);
  await page.keyboard.press("a");
  await page.getByRole("group", { name: /^Add to the call/ }).waitFor();
  await page.keyboard.press("Escape");
  await key("Transfer").click();
  await key("Talk first").click();
  assert.equal(await page.locator(".targets").count(), 0);
  assert.deepEqual(await asked(), [
    'command {"command":"consult","target":{"kind":"seat","agentId":2},"word":""}',
  ]);
});

test("a call is sent with a word, to whom one may follow it", async () => {
  await key("Transfer").click();
  await page.getByLabel("Message").fill("refund");
  await key("Send now").click();
  assert.deepEqual(await asked(), [
    'command {"command":"transfer","target":{"kind":"seat","agentId":2},"word":"refund"} ' +
    '{"ending":"transferred","to":{"agentId":2,"address":null}}',
  ]);
});

test("the list closes when there is nothing to choose any more", async () => {
  await page.keyboard.press("t");
  await page.locator(".targets").waitFor();
  await go("consult-rings");
  await page.locator(".targets").waitFor({ state: "detached" });
  await page.keyboard.press("t");
  assert.equal(await page.locator(".targets").count(), 0);
});

test("a consultation is handed over once they answered; Ctrl and full stop lead back", async () => {
  await go("consult-rings");
  await key("Cancel, back to Ingrid Sørensen-Achterberg").waitFor();
  await page.keyboard.press("Control+Enter");
  assert.deepEqual(await asked(), ["answer"]);
  await page.keyboard.press("Control+.");
  await go("consulting");
  await page.keyboard.press("Control+Enter");
  await key("Swap").click();
  await key("Join all three").click();
  await page.keyboard.press("Control+.");
  assert.deepEqual(await asked(), [
    'command {"command":"cancel"}',
    "answer",
    'command {"command":"hand-over"} {"ending":"handed-over","to":{"agentId":2,"address":null}}',
    'command {"command":"swap"}',
    'command {"command":"resume","legId":91}',
    'command {"command":"cancel"}',
  ]);
});

test("with three on the line each can be held or dropped, and leaving is not ending", async () => {
  await go("three");
  await page.getByRole("button", { name: "Hold Ingrid Sørensen-Achterberg" }).click();
  await page.getByRole("button", { name: "Drop Priya Raman" }).click();
  await key("Leave, let them talk").click();
  await page.keyboard.press("Control+.");
  assert.deepEqual(await asked(), [
    'command {"command":"hold","legId":91}',
    'command {"command":"drop","legId":93}',
    'command {"command":"leave"} {"ending":"left","to":null}',
    "hangUp",
  ]);
});

test("who is asked about a call can leave it, and not end it", async () => {
  await go("consulted");
  await key("Leave, let them talk").waitFor();
  assert.equal(await page.getByRole("button", { name: "End for everyone" }).count(), 0);
  await page.keyboard.press("h");
  await page.keyboard.press("Control+.");
  assert.deepEqual(await asked(), ['command {"command":"leave"} {"ending":"left","to":null}']);
});

test("the focus goes from a key that went away to Mute, never to what ends a call", async () => {
  await key("Transfer").focus();
  await go("consult-rings");
  await page.waitForFunction(() => document.activeElement !== document.body);
  assert.match(await focused(), /^Mute/);
  await key("Cancel, back to Ingrid Sørensen-Achterberg").focus();
  await go("three");
  await page.waitForFunction(() => document.activeElement !== document.body);
  assert.match(await focused(), /^Mute/);
  await go("in-call");
  await key("Hang up").focus();
  await go("three");
  await page.waitForFunction(() => document.activeElement !== document.body);
  assert.match(await focused(), /^Mute/);
});

test("a leg's keys stay in their place and keep the focus while the others change", async () => {
  await go("three");
  const drop = page.getByRole("button", { name: "Drop Priya Raman" });
  await drop.focus();
  await go("three-dropping");
  await page.getByText("Dropping them…").waitFor();
  assert.equal(await drop.evaluate((button) => button === document.activeElement), true);
});

test("each change of who is on the line is said once", async () => {
  for (
    const [state, sentence] of [
      ["on-hold", "On hold"],
      ["consult-rings", "Ringing Priya. Ingrid Sørensen-Achterberg is on hold"],
      ["consulting", "Talking to Priya. Ingrid Sørensen-Achterberg is on hold"],
      ["consult-swapped", "Talking to Ingrid Sørensen-Achterberg. Priya is on hold"],
      ["transfer-failed", "Priya didn’t answer. You’re back with Ingrid Sørensen-Achterberg."],
      ["adding", "Ringing Priya Raman"],
      ["three", "Priya Raman joined"],
      ["on-hold", "On hold"],
      ["in-call", "Back on call"],
    ] as const
  ) {
    await go(state);
    assert.equal((await said()).trim(), sentence, state);
  }
});

test("a call that is sent here says by whom, and one that comes back why", async () => {
  for (
    const [state, sentence] of [
      [
        "incoming-transfer",
        "Incoming call from Ingrid Sørensen-Achterberg, sent by Priya Raman. “refund, in a hurry”",
      ],
      [
        "incoming-return",
        "Priya didn’t answer. Ingrid Sørensen-Achterberg is back and ringing you",
      ],
    ] as const
  ) {
    await go("ready");
    await go(state);
    assert.equal((await said()).trim(), sentence, state);
  }
});

test("the browser's tab says since when they are on hold", async () => {
  await go("on-hold");
  assert.equal(await page.title(), "Hold 1:06 Ingrid Sørensen-Achterberg");
  assert.equal(await page.locator("link[rel=icon]").getAttribute("href"), "/icons/hold.svg");
  assert.equal((await page.request.get(`${gallery.url}/icons/hold.svg`)).ok(), true);
});

test("a call that was sent away can be taken back while it rings there", async () => {
  await go("sent-away");
  await key("Take it back").click();
  assert.deepEqual(await asked(), ['command {"command":"cancel"}']);
  await go("handed-over");
  await page.locator(".lamp.band").getByText("You handed the call to Priya Raman").waitFor();
  assert.equal(await page.getByRole("button", { name: /Call back/ }).count(), 0);
});

test("an interrupted call is said, and taken back with Ctrl and Enter", async () => {
  await go("ready");
  await go("offer");
  assert.equal(
    (await said()).trim(),
    "You were talking to Ingrid Sørensen-Achterberg a moment ago. They hear music",
  );
  assert.equal(await page.title(), "● 0:12 Ingrid Sørensen-Achterberg hears music");
  await page.getByText("Rings the others in 0:33").waitFor();
  await page.keyboard.press("Control+Enter");
  await key("Let others take it").click();
  assert.deepEqual(await asked(), ["answer", "decline"]);
});

test("mute and keypad are dimmed with the reason while another browser has the sound", async () => {
  await go("in-other-browser");
  await page.getByText("Mute and the keypad work in the browser that has the sound.").waitFor();
  for (const name of ["Mute", "Keypad"]) {
    assert.equal(await key(name).getAttribute("aria-disabled"), "true", name);
  }
  for (const letter of ["m", "k", "5", "h"]) await page.keyboard.press(letter);
  assert.deepEqual(await asked(), ['command {"command":"hold"}']);
  assert.equal(await page.locator(".pad").count(), 0);
});

test("the keypad says that tones may get lost, once the call was split", async () => {
  await page.keyboard.press("k");
  await page.getByText("Tones are sent as you type").waitFor();
  await go("transfer-failed");
  await page.getByText("After hold or a transfer, tones may not reach phone menus.").waitFor();
});
