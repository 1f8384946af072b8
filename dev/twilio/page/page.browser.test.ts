import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { createServer } from "node:http";
import type { Locator } from "playwright-core";
import { openBrowser, type TestBrowser, writePulsedTone } from "../../test/browser.ts";
import type { Page, Party } from "../calls/party.ts";
import { createAccounts } from "../accounts/accounts.ts";
import { createTicker } from "../audio/ticker.ts";
import { systemClock } from "../clock.ts";
import { silentLog } from "../log.ts";
import { Recorder } from "../signalling/testing/doubles.ts";
import { heard, MICROPHONE_HZ, playTone } from "../signalling/testing/sound.ts";
import { createSpeaker } from "../speech/speaker.ts";
import { createPhones } from "../phones/phones.ts";
import { createFaults } from "../webhooks/faults.ts";
import { createWebhooks } from "../webhooks/webhooks.ts";
import { createPage } from "./page.ts";
import { createSwitchboard } from "./switchboard.ts";
import { axeFaults } from "./testing/axe.ts";

const OWN = "+14155550142";
const LISTED = "+14155550100";
const CALLER = "+14155550177";

describe("the telephone page", { timeout: 120_000 }, () => {
  let page: Page;
  let browser: TestBrowser;
  let tone: { path: string; remove(): Promise<void> };
  let url = "";
  const placed: ((call: { from: string; to: string; party: Party; events: Recorder }) => void)[] =
    [];
  const server = createServer((request, response) => {
    if (request.url?.endsWith("/token")) response.end(`{"authToken":"0123456789abcdef"}`);
    else if (!page.handleHttp(request, response)) response.writeHead(404).end();
  });
  const clock = systemClock;
  const accounts = createAccounts({
    configs: [{
      sid: `AC${"1".repeat(32)}`,
      authToken: "0123456789abcdef",
      friendlyName: "Nordlicht",
      numbers: [{ phoneNumber: LISTED, friendlyName: "Sales" }],
    }],
    clock,
  });
  const switchboard = createSwitchboard({
    accounts: () => accounts.all(),
    calls: () => [],
    conferences: { all: () => [] },
    webhooks: createWebhooks({ clock, faults: createFaults(), log: silentLog }),
    phones: createPhones({
      clock,
      ticker: createTicker(clock, assert.ifError),
      speaker: createSpeaker(null, silentLog),
      page: () => null,
    }),
    clock,
  });
  server.on("upgrade", (request, socket, head) => {
    if (!page.handleUpgrade(request, socket, head)) {
      switchboard.handleUpgrade(request, socket, head);
    }
  });
  const check = (name: string, test: () => Promise<void>) => it(name, { timeout: 20_000 }, test);

  before(async () => {
    page = createPage({
      origin: {
        clientCalls: () => ({ error: { code: 1, message: "No clients here" } }),
        outsideCalls({ from, to, party }) {
          const events = new Recorder();
          party.listen(events);
          placed.shift()?.({ from, to, party, events });
          return { callSid: `CA${"1".repeat(32)}` };
        },
      },
      clock: systemClock,
      log: silentLog,
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    assert.ok(address !== null && typeof address === "object");
    url = `http://127.0.0.1:${address.port}/`;
    tone = await writePulsedTone(MICROPHONE_HZ);
    browser = await openBrowser({ fakeAudioFile: tone.path });
  });

  afterEach(async () => {
    for (const context of browser.browser.contexts()) await context.close();
  });
  after(async () => {
    await browser.close();
    page.close();
    switchboard.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await tone.remove();
  });

  const open = async (number = OWN) => {
    const tab = await browser.newPage();
    const problems: string[] = [];
    tab.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    tab.on("pageerror", (error) => problems.push(error.message));
    await tab.addInitScript(`sessionStorage.setItem("softphone-telephone-A", "${number}")`);
    await tab.goto(url);
    await tab.getByText("Connected", { exact: true }).first().waitFor();
    const phone = tab.getByRole("region", { name: "Telephone A" });
    await phone.getByText("Sales, Nordlicht").waitFor();
    return { tab, phone, problems, close: () => tab.context().close() };
  };
  /** Waits until the telephone holds its number, and rings it. */
  const ring = async (phone: Locator) => {
    await phone.locator("output", { hasText: "+1 415 555 0142" }).waitFor();
    const party = page.party(OWN, CALLER);
    assert.ok(party);
    const events = new Recorder();
    party.ring(events);
    await phone.getByText("Incoming call", { exact: true }).waitFor();
    return { party, events };
  };
  const nextPlaced = () =>
    new Promise<{ from: string; to: string; party: Party; events: Recorder }>((resolve) =>
      placed.push(resolve)
    );

  check("calls a listed number, talks both ways, presses keys and hangs up", async () => {
    const { tab, phone, problems } = await open();
    const call = nextPlaced();
    await phone.getByRole("button", { name: "Call", exact: true }).click();
    const { from, to, party, events } = await call;
    assert.deepEqual([from, to], [OWN, LISTED]);
    party.progress(false);
    await phone.getByText("Ringing", { exact: true }).waitFor();
    party.accept();
    await phone.getByText("On call", { exact: true }).waitFor();

    const stop = playTone(party, 1000);
    await heard(party, (share) => share > 0.5);
    // A string for `waitForFunction` would fall under the page's own content policy.
    await tab.evaluate(`(async () => {
      const { style } = document.querySelector("[data-part=meter-them]");
      while (!(Number(style.getPropertyValue("--level")) > 0.3)) await new Promise(requestAnimationFrame);
    })()`);
    stop();
    await phone.getByRole("button", { name: "Mute" }).click();
    await heard(party, (_share, peak) => peak < 50);
    await phone.getByText("You are muted. They can't hear you.").waitFor();

    await phone.getByRole("button", { name: "5", exact: true }).click();
    await events.until("digits 5");
    await tab.keyboard.press("#");
    await events.until("digits #");
    await phone.locator("output", { hasText: "5#" }).waitFor();

    await phone.getByRole("button", { name: "Hang up" }).click();
    await events.until("hung up");
    await phone.getByText(/You hung up after/).first().waitFor();
    assert.deepEqual(problems, []);
  });

  check("rings, shows who calls, answers and is hung up on", async () => {
    const { phone, problems } = await open();
    const { party, events } = await ring(phone);
    await phone.getByText("+1 415 555 0177").waitFor();
    await phone.getByRole("button", { name: "Answer" }).click();
    await events.until("answered");
    await heard(party, (share) => share > 0.5);
    party.end();
    await phone.getByText(/They hung up after/).first().waitFor();
    assert.deepEqual(events.told, ["ringing", "answered"]);
    assert.deepEqual(problems, []);
  });

  check("shows what it speaks with in every window", async () => {
    const { tab, phone } = await open();
    await tab.setViewportSize({ width: 1280, height: 720 });
    await ring(phone);
    await phone.getByRole("button", { name: "Answer" }).click();
    await phone.getByText("On call", { exact: true }).waitFor();
    const box = await phone.getByRole("combobox", { name: "Speaks with" }).boundingBox();
    assert.ok(box !== null && box.y + box.height <= 720);
  });

  check("speaks with a tone where there is no microphone to speak with", async () => {
    const { phone } = await open();
    await phone.getByRole("combobox", { name: "Speaks with" }).selectOption("a tone");
    const { party } = await ring(phone);
    await phone.getByRole("button", { name: "Answer" }).click();
    await heard(party, (share, peak) => share < 0.01 && peak > 500);
  });

  check("declines, and is busy for a second caller meanwhile", async () => {
    const { phone } = await open();
    const { events } = await ring(phone);
    const second = new Recorder();
    page.party(OWN, "+14155550178")?.ring(second);
    assert.deepEqual(second.told, ["refused busy 486"]);
    await phone.getByRole("button", { name: "Decline" }).click();
    await events.until("refused busy 486");
    await phone.getByText("You declined").first().waitFor();
  });

  check("says so when the caller gives up", async () => {
    const { phone } = await open();
    const { party, events } = await ring(phone);
    party.end();
    await phone.getByText("They gave up").first().waitFor();
    assert.deepEqual(events.told, ["ringing"]);
  });

  check("has a second telephone that rings while the first one talks", async () => {
    const { tab, phone } = await open();
    const { events } = await ring(phone);
    await phone.getByRole("button", { name: "Answer" }).click();
    await events.until("answered");
    const other = tab.getByRole("region", { name: "Telephone B" });
    await other.getByRole("button", { name: "Change" }).click();
    await other.getByRole("textbox", { name: "Telephone B" }).fill("+14155550188");
    await tab.keyboard.press("Enter");
    await other.locator("output", { hasText: "+1 415 555 0188" }).waitFor();
    const party = page.party("+14155550188", CALLER);
    assert.ok(party);
    const second = new Recorder();
    party.ring(second);
    await other.getByRole("button", { name: "Answer" }).click();
    await second.until("answered");
    await phone.getByText("On call", { exact: true }).waitFor();
  });

  check("hangs up when its tab is closed", async () => {
    const { phone, close } = await open();
    const { events } = await ring(phone);
    await phone.getByRole("button", { name: "Answer" }).click();
    await events.until("answered");
    await close();
    await events.until("hung up");
    assert.equal(page.party(OWN, CALLER), null);
  });

  check(
    "changes its number, and refuses one that another telephone holds or that is none",
    async () => {
      await open();
      const { tab, phone } = await open("+14155550143");
      const choose = async (number: string) => {
        const change = phone.getByRole("button", { name: "Change" });
        if (await change.isVisible()) await change.click();
        await phone.getByRole("textbox", { name: "Telephone A" }).fill(number);
        await tab.keyboard.press("Enter");
      };
      await choose("12");
      await phone.getByText(/Write the number with \+/).waitFor();
      await choose(OWN);
      await phone.getByText("+1 415 555 0142 is another telephone already.").waitFor();
      await choose("+49 30 23125 610");
      await phone.locator("output", { hasText: "+49 30 23125610" }).waitFor();
      assert.ok(page.party("+493023125610", CALLER));
    },
  );

  check("has no fault that axe finds, idle, ringing and in a call, light and dark", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const { tab, phone, close } = await open();
      await tab.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      assert.deepEqual(await axeFaults(tab), []);
      const { events } = await ring(phone);
      assert.deepEqual(await axeFaults(tab), []);
      await phone.getByRole("button", { name: "Answer" }).click();
      await events.until("answered");
      await phone.getByText("On call", { exact: true }).waitFor();
      assert.deepEqual(await axeFaults(tab), []);
      await close();
    }
  });

  check("takes no socket from a page of another origin", async () => {
    const { tab } = await open();
    await tab.goto("about:blank");
    const refused = await tab.evaluate(`new Promise((resolve) => {
      const socket = new WebSocket("${url.replace("http", "ws")}telephone");
      socket.onopen = () => resolve(false);
      socket.onerror = () => resolve(true);
    })`);
    assert.equal(refused, true);
  });
});
