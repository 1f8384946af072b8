import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import type { Page as Tab } from "playwright-core";
import { openBrowser, type TestBrowser, writePulsedTone } from "../../test/browser.ts";
import type { Page, Party } from "../calls/party.ts";
import { systemClock } from "../clock.ts";
import { silentLog } from "../log.ts";
import { Recorder } from "../signalling/testing/doubles.ts";
import { heard, MICROPHONE_HZ, playTone } from "../signalling/testing/sound.ts";
import { createPage } from "./page.ts";

const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
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
    if (request.url === "/_control/calls") response.end(JSON.stringify(CALLS));
    else if (!page.handleHttp(request, response)) response.writeHead(404).end();
  });
  server.on("upgrade", (request, socket, head) => page.handleUpgrade(request, socket, head));
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
      numbers: () => [{ phoneNumber: LISTED, friendlyName: "Sales", accountName: "Nordlicht" }],
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
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await tone.remove();
  });

  const open = async (number = OWN) => {
    const tab = await browser.newPage();
    const problems: string[] = [];
    tab.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    tab.on("pageerror", (error) => problems.push(error.message));
    await tab.addInitScript(`sessionStorage.setItem("softphone-telephone-number", "${number}")`);
    await tab.goto(url);
    await tab.getByText("Connected", { exact: true }).first().waitFor();
    await tab.getByRole("button", { name: "Call plus 1 4 1 5 5 5 5 0 1 0 0" }).waitFor();
    return { tab, problems, close: () => tab.context().close() };
  };
  /** Waits until the tab holds the number, and rings it. */
  const ring = async (tab: Tab) => {
    await tab.locator("#own-number", { hasText: "+1 415 555 0142" }).waitFor();
    const party = page.party(OWN, CALLER);
    assert.ok(party);
    const events = new Recorder();
    party.ring(events);
    await tab.getByText("Incoming call", { exact: true }).waitFor();
    return { party, events };
  };
  const nextPlaced = () =>
    new Promise<{ from: string; to: string; party: Party; events: Recorder }>((resolve) =>
      placed.push(resolve)
    );

  check("calls a listed number, talks both ways, presses keys and hangs up", async () => {
    const { tab, problems } = await open();
    const call = nextPlaced();
    await tab.getByRole("button", { name: "Call plus 1 4 1 5 5 5 5 0 1 0 0" }).click();
    const { from, to, party, events } = await call;
    assert.deepEqual([from, to], [OWN, LISTED]);
    party.progress(false);
    await tab.getByText("Ringing them", { exact: true }).waitFor();
    party.accept();
    await tab.getByText("On call", { exact: true }).waitFor();

    const stop = playTone(party, 1000);
    await heard(party, (share) => share > 0.5);
    // A string for `waitForFunction` would fall under the page's own content policy.
    await tab.evaluate(`(async () => {
      const { style } = document.getElementById("meter-them");
      while (!(Number(style.getPropertyValue("--level")) > 0.3)) await new Promise(requestAnimationFrame);
    })()`);
    stop();
    await tab.getByRole("button", { name: "Mute" }).click();
    await heard(party, (_share, peak) => peak < 50);
    await tab.getByText("You are muted. They can't hear you.").waitFor();

    await tab.getByRole("button", { name: "5", exact: true }).click();
    await events.until("digits 5");
    await tab.keyboard.press("#");
    await events.until("digits #");
    await tab.locator("#pressed", { hasText: "5#" }).waitFor();

    await tab.getByRole("button", { name: "Hang up" }).click();
    await events.until("hung up");
    await tab.getByText(/You hung up after/).first().waitFor();
    assert.deepEqual(problems, []);
  });

  check("rings, shows who calls, answers and is hung up on", async () => {
    const { tab, problems } = await open();
    const { party, events } = await ring(tab);
    await tab.locator("#lamp-who", { hasText: "+1 415 555 0177" }).waitFor();
    await tab.getByRole("button", { name: "Answer" }).click();
    await events.until("answered");
    await heard(party, (share) => share > 0.5);
    party.end();
    await tab.getByText(/They hung up after/).first().waitFor();
    assert.deepEqual(events.told, ["ringing", "answered"]);
    assert.deepEqual(problems, []);
  });

  check("declines, and is busy for a second caller meanwhile", async () => {
    const { tab } = await open();
    const { events } = await ring(tab);
    const second = new Recorder();
    page.party(OWN, "+14155550178")?.ring(second);
    assert.deepEqual(second.told, ["refused busy 486"]);
    await tab.getByRole("button", { name: "Decline" }).click();
    await events.until("refused busy 486");
    await tab.getByText("You declined").first().waitFor();
  });

  check("says so when the caller gives up", async () => {
    const { tab } = await open();
    const { party, events } = await ring(tab);
    party.end();
    await tab.getByText("They gave up").first().waitFor();
    assert.deepEqual(events.told, ["ringing"]);
  });

  check("hangs up when its tab is closed", async () => {
    const { tab, close } = await open();
    const { events } = await ring(tab);
    await tab.getByRole("button", { name: "Answer" }).click();
    await events.until("answered");
    await close();
    await events.until("hung up");
    assert.equal(page.party(OWN, CALLER), null);
  });

  check("changes its number, and refuses one that another tab holds or that is none", async () => {
    await open();
    const second = await open("+14155550143");
    const choose = async (number: string) => {
      if (await second.tab.getByRole("button", { name: "Change" }).isVisible()) {
        await second.tab.getByRole("button", { name: "Change" }).click();
      }
      await second.tab.getByRole("textbox", { name: "This telephone's number" }).fill(number);
      await second.tab.keyboard.press("Enter");
    };
    await choose("12");
    await second.tab.getByText(/Write the number with \+/).waitFor();
    await choose(OWN);
    await second.tab.getByText("+1 415 555 0142 is another tab's telephone.").waitFor();
    await choose("+49 30 23125 610");
    await second.tab.locator("#own-number", { hasText: "+49 30 23125610" }).waitFor();
    assert.ok(page.party("+493023125610", CALLER));
  });

  check("lists the running calls with their legs", async () => {
    const { tab } = await open();
    const list = tab.getByRole("list", { name: "Calls now" });
    await list.getByText("+1 415 555 0177").waitFor();
    await list.getByText("ada (browser)").waitFor();
    await list.getByText("440 Hz").waitFor();
  });

  check("has no fault that axe finds, idle, ringing and in a call, light and dark", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const { tab, close } = await open();
      await tab.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const faults = async () => {
        const found = await tab.evaluate(`${AXE}; axe.run().then(({ violations }) =>
          violations.map(({ id, nodes }) => id + " " + nodes.map(({ target }) => target).join()))`);
        assert.deepEqual(found, []);
      };
      await faults();
      const { events } = await ring(tab);
      await faults();
      await tab.getByRole("button", { name: "Answer" }).click();
      await events.until("answered");
      await tab.getByText("On call", { exact: true }).waitFor();
      await faults();
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

const leg = {
  direction: "inbound",
  from: CALLER,
  to: LISTED,
  status: "in-progress",
  startedAt: "2026-01-01T00:00:00.000Z",
  answeredAt: null,
  endedAt: null,
  endedBy: null,
  conference: null,
};
const CALLS = [
  { ...leg, sid: "CA1", parentSid: null, legs: ["CA2"], said: { tones: [440], level: 0.2 } },
  {
    ...leg,
    sid: "CA2",
    parentSid: "CA1",
    to: "client:ada",
    legs: [],
    said: { tones: [], level: 0 },
  },
];
