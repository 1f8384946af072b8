// The devices that an agent chooses, and what they do in a call; how a call shows while nobody looks at the tab.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { axeFaults } from "../dev/test/axe.ts";
import { keepDevices, openMicrophones, plug, sentMicrophone } from "./devices.ts";
import { heardRatio } from "./remote-sound.ts";
import { checkPage } from "./check-page.ts";
import { obeyPermission } from "./microphone-permission.ts";
import { countShown, hide, keepNotices, pressNotice, standingNotices } from "./notices.ts";
import { signInOn } from "./sign-in.ts";
import { until } from "./until.ts";
import { goOnline, MICROPHONE_HZ, openProduct, type Product } from "./product.ts";

const CALLER = "+442079460117";
const LINE = "+493023125610";
const CALLER_HZ = 1250;
const OTHER_HZ = 2300;
const HEADSET = "Fake Audio Input 1";
const OTHER_MICROPHONE = "Fake Audio Input 2";
const SPEAKER = "Fake Audio Output 2";

let product: Product;
let page: Page;

before(async () => {
  product = await openProduct();
  page = await product.newPage({ permissions: ["microphone"] });
  await keepDevices(page);
  await keepNotices(page);
  await signInOn(page, product.info.webUrl, "priya@nordlicht-reisen.example");
  // Halfway between two themes no colour has its contrast.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await goOnline(page);
});
after(() => product.close());

const phone = () => page.getByRole("region", { name: "Phone" });
const foot = () => phone().getByRole("contentinfo").or(phone().locator("footer"));
const dialog = () => page.getByRole("dialog", { name: "Sound settings" });
const microphone = () => dialog().getByLabel("Microphone", { exact: true });

async function openSettings(): Promise<void> {
  await phone().getByRole("button", { name: "Sound settings" }).click();
  await dialog().waitFor();
}

async function heard(sid: string): Promise<unknown> {
  return (await product.twilio.call(sid)).heard.tones;
}

function hears(sid: string): Promise<unknown> {
  return until(
    "the caller hears her microphone",
    async () =>
      (await product.twilio.call(sid)).heard.tones.some((hz) => Math.abs(hz - MICROPHONE_HZ) < 30),
    () => heard(sid),
  );
}

test("sound settings name the real devices, show how loud one is, and hold no microphone when closed", async () => {
  await openSettings();
  await microphone().waitFor();
  assert.match(await microphone().innerText(), /System default \(.+\)/);
  await dialog().getByText(/^(Good|Too loud)/).first().waitFor();
  await until("one microphone is open", async () => (await openMicrophones(page)).length === 1);
  await checkPage(page, "sound-settings");
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
  assert.deepEqual(await openMicrophones(page), []);
  const focused = "document.activeElement?.getAttribute('aria-label')";
  assert.equal(await page.evaluate(focused), "Sound settings");
});

test("what is chosen is there after a reload, and its name stands in the foot", async () => {
  await openSettings();
  await microphone().selectOption({ label: HEADSET });
  await dialog().getByLabel("Speaker").selectOption({ label: SPEAKER });
  const rings = dialog().getByRole("group", { name: "Rings on" });
  await rings.getByLabel(SPEAKER).check();
  await dialog().getByRole("button", { name: "Ring" }).click();
  await dialog().getByRole("button", { name: "Stop" }).click();
  await foot().getByText(HEADSET).waitFor();
  await page.reload();
  await goOnline(page);
  await foot().getByText(HEADSET).waitFor();
  await openSettings();
  assert.equal(await microphone().locator("option:checked").innerText(), HEADSET);
  assert.ok(await rings.getByLabel(SPEAKER).isChecked());
  await page.keyboard.press("Escape");
});

test("a call uses them, and goes on through others", async (t) => {
  const { sid } = await product.twilio.dial({ from: CALLER, to: LINE, speak: { tone: CALLER_HZ } });
  await phone().getByRole("button", { name: /^Answer/ }).click();
  await phone().getByText("On call", { exact: true }).first().waitFor();

  await t.test("the chosen microphone is heard, and the caller too", async () => {
    await until(
      "the headset is sent",
      async () => (await sentMicrophone(page)) === HEADSET,
      () => sentMicrophone(page),
    );
    await hears(sid);
    assert.ok((await heardRatio(page, CALLER_HZ, OTHER_HZ, 20)) >= 20);
  });

  await t.test("another one is chosen: the caller still hears her", async () => {
    await openSettings();
    await microphone().selectOption({ label: OTHER_MICROPHONE });
    await until(
      "the other one is sent",
      async () => (await sentMicrophone(page)) === OTHER_MICROPHONE,
      () => sentMicrophone(page),
    );
    await hears(sid);
    await dialog().getByLabel("Speaker").selectOption({ value: "" });
    assert.ok((await heardRatio(page, CALLER_HZ, OTHER_HZ, 20)) >= 20);
    await page.keyboard.press("Escape");
  });

  await t.test("muted, she stays muted on whichever she chooses", async () => {
    await phone().getByRole("button", { name: "Mute" }).click();
    const silent = () =>
      until(
        "the caller hears nothing",
        async () => (await product.twilio.call(sid)).heard.tones.length === 0,
        () => heard(sid),
      );
    await silent();
    await openSettings();
    await microphone().selectOption({ label: HEADSET });
    await page.keyboard.press("Escape");
    await until("the headset is sent", async () => (await sentMicrophone(page)) === HEADSET);
    await silent();
    await phone().getByRole("button", { name: "Unmute" }).first().click();
    await hears(sid);
  });

  await t.test("unplugged, the system's own takes its place and the foot says so; then back", async () => {
    await plug(page, HEADSET, false);
    await foot().getByText(`${HEADSET} unplugged. Now using`).waitFor();
    const spoken = page.locator("[data-live=assertive]");
    await spoken.getByText(`${HEADSET} unplugged.`).waitFor();
    await until("another one is sent", async () => {
      const sent = await sentMicrophone(page);
      return sent !== null && sent !== HEADSET;
    });
    await hears(sid);
    await plug(page, HEADSET, true);
    await foot().getByText(`Now using ${HEADSET}.`).waitFor();
    await until("the headset is sent", async () => (await sentMicrophone(page)) === HEADSET);
    await hears(sid);
  });

  await t.test("after it no microphone stays open", async () => {
    await product.twilio.act(sid, { do: "hangup" });
    await phone().getByText(/They hung up/).first().waitFor();
    await until(
      "all microphones are let go",
      async () => (await openMicrophones(page)).length === 0,
      () => openMicrophones(page),
    );
  });
});

test("notifications are offered once the phone is ready, and asked for at a press only", async () => {
  const offer = phone().getByRole("region", { name: "While this tab is hidden" });
  await offer.waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await axeFaults(page), [], colorScheme);
  }
  await offer.getByRole("button", { name: "Show who’s calling" }).click();
  await offer.waitFor({ state: "detached" });
  // It gives them their buttons.
  await until("the worker runs", () => page.context().serviceWorkers().length === 1);
});

/** Nobody is rung who is still in a call for the database, however long the screen has known better. */
function isFree(): Promise<unknown> {
  return until("no call is live any more", async () => {
    const live = await product.sql`select from public.call where ended_at is null`;
    return live.length === 0;
  });
}

async function ringHidden() {
  await isFree();
  const { sid } = await product.twilio.dial({ from: CALLER, to: LINE, speak: { tone: CALLER_HZ } });
  const [notice] = await until("a notification stands", async () => {
    const standing = await standingNotices(page);
    return standing.length > 0 && standing;
  });
  assert.ok(notice);
  return { sid, notice };
}

function noNotice(): Promise<unknown> {
  return until(
    "the notification is closed",
    async () => (await standingNotices(page)).length === 0,
    () => standingNotices(page),
  );
}

test("a hidden tab's ring shows a notification, which closes when the caller gives up", async () => {
  await hide(page, true);
  const { sid, notice } = await ringHidden();
  assert.equal(notice.title, "+44 20 7946 0117 is calling");
  assert.equal(notice.body, "to Sales Berlin");
  assert.deepEqual(notice.actions.map(({ title }) => title), ["Decline", "Answer"]);
  assert.match(await page.title(), /^● .*\+44 20 7946 0117 is calling$/);
  await product.twilio.act(sid, { do: "hangup" });
  await noNotice();
  await until("the tab's title is its own again", async () => (await page.title()) === "Softphone");
  assert.equal(await countShown(page), 1);
});

test("Answer and Decline of the notification do it", async () => {
  const first = await ringHidden();
  await pressNotice(page, first.notice, "answer");
  await phone().getByText("On call", { exact: true }).first().waitFor();
  await noNotice();
  await hears(first.sid);
  await product.twilio.act(first.sid, { do: "hangup" });
  await phone().getByText(/They hung up/).first().waitFor();

  const second = await ringHidden();
  await pressNotice(page, second.notice, "decline");
  await noNotice();
  await phone().getByText("Incoming call").first().waitFor({ state: "detached" });
});

test("whoever comes back to the tab sees the call there, and a tab in view shows no notification", async () => {
  const before = await countShown(page);
  await ringHidden();
  await hide(page, false);
  await noNotice();
  await hide(page, true);
  await phone().getByRole("button", { name: /^Decline/ }).click();
  assert.equal(await countShown(page), before + 1);
});

test("with controls on top a call is answered, muted and ended in two windows, and the second one goes", async () => {
  await hide(page, false);
  await openSettings();
  await dialog().getByLabel("Keep controls on top of other windows").check();
  await page.keyboard.press("Escape");
  await isFree();
  const { sid } = await product.twilio.dial({ from: CALLER, to: LINE, speak: { tone: CALLER_HZ } });
  const [onTop] = await Promise.all([
    page.context().waitForEvent("page"),
    phone().getByRole("button", { name: /^Answer/ }).click(),
  ]);
  await hears(sid);
  await onTop.getByRole("button", { name: "Mute" }).click();
  await phone().getByText("They can’t hear you.").waitFor();
  await onTop.getByRole("button", { name: "Unmute" }).press("m");
  await phone().getByText("They can’t hear you.").waitFor({ state: "detached" });
  const gone = onTop.waitForEvent("close");
  // By key: a moment after it appears the button ignores presses.
  await onTop.getByRole("button", { name: "Hang up" }).press("Control+.");
  await phone().getByText(/You hung up/).first().waitFor();
  await gone;
});

test("no microphone yet, and a browser that chooses no speaker: each is said, with one thing to do", async () => {
  const aoife = await product.newPage({ permissions: [] });
  await obeyPermission(aoife);
  await aoife.addInitScript("delete HTMLMediaElement.prototype.setSinkId");
  await signInOn(aoife, product.info.webUrl, "aoife@nordlicht-reisen.example");
  await aoife.emulateMedia({ reducedMotion: "reduce" });
  // Offline the phone has no foot: the status menu leads there, too.
  await aoife.getByRole("button", { name: /^Your status/ }).click();
  await aoife.getByRole("menuitem", { name: "Sound settings" }).click();
  const settings = aoife.getByRole("dialog", { name: "Sound settings" });
  await settings.getByText("The microphone is blocked. Allow it in the address bar").waitFor();
  await settings.getByText("This browser plays everything through the system’s speaker.").first()
    .waitFor();
  assert.equal(await settings.getByLabel("Speaker").count(), 0);
  await checkPage(aoife, "sound-settings-trouble");
  await aoife.context().grantPermissions(["microphone"]);
  await settings.getByRole("button", { name: "Try again" }).click();
  await settings.getByRole("meter").waitFor();
  await settings.getByText(/^(Good|Too loud)/).first().waitFor();
  await settings.getByRole("button", { name: "Play" }).click();
  await settings.getByRole("button", { name: "Stop" }).waitFor();
  await aoife.context().close();
});
