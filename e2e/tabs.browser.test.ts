// One person in several tabs and browsers.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, PRIYA } from "./seed.ts";
import { signInOn } from "./sign-in.ts";
import { until } from "./until.ts";
import { goOnline, openProduct, type Product } from "./product.ts";

const CALLER = "+442079460117";

let product: Product;
let page: Page;

before(async () => {
  product = await openProduct();
  page = await product.signIn(PRIYA);
  await goOnline(page);
});
after(() => product.close());

const phoneOf = (of: Page) => of.getByRole("region", { name: "Phone" });
const says = (words: string | RegExp, of = page) => phoneOf(of).getByText(words).first().waitFor();

async function choose(status: string, of: Page): Promise<void> {
  await of.getByRole("button", { name: /^Your status/ }).click();
  await of.getByRole("menuitemradio", { name: status }).click();
}

test("a second tab says that the phone is open in another one, and is the phone when that is closed", async () => {
  const second = await page.context().newPage();
  await second.goto(product.info.webUrl);
  await says("The phone runs in another tab. You can use it from here.", second);
  await says("Ready to ring");
  await choose("Away", second);
  await says("Away, calls don’t ring here");
  await choose("Available", page);
  await second.getByRole("button", { name: "Your status: Available" }).waitFor();
  await page.close();
  await says("Ready to ring", second);
  page = second;
});

test("what is chosen in one browser holds in the other, and stays", async () => {
  const other = await product.signIn(PRIYA);
  await says("Ready to ring", other);
  await choose("Away", other);
  await says("Away, calls don’t ring here");
  await choose("Offline", page);
  await says("You’re offline", other);
  const [row] = await product.sql`
    select p.status from public.agent_presence p join public.agent a on a.id = p.agent_id
    where a.identity = 'priya' and a.workspace_id = 1`;
  assert.equal(row?.["status"], "offline");
  await other.context().close();
});

test("after a reload while it rings the phone is online by itself, it rings on, and nobody declined", async () => {
  await goOnline(page);
  const { sid } = await product.twilio.dial({ from: CALLER, to: BERLIN });
  await says("Incoming call");
  await page.reload();
  await says("Incoming call");
  await product.twilio.act(sid, { do: "hangup" });
  const outcome = await until("the call is over", async () => {
    const [call] = await product.sql`
      select c.end_reason, p.outcome from public.call c join public.call_participant p on p.call_id = c.id
      join public.agent a on a.id = p.agent_id and a.identity = 'priya'
      where c.from_number = ${CALLER} and c.ended_at is not null`;
    return call;
  });
  assert.deepEqual({ ...outcome }, { end_reason: null, outcome: "missed" });
});

test("what rings on after a reload is answered", async () => {
  const { sid } = await product.twilio.dial({ from: CALLER, to: BERLIN });
  await says("Incoming call");
  await page.reload();
  await says("Incoming call");
  await page.getByRole("region", { name: "Phone" }).getByRole("button", { name: /^Answer/ })
    .click();
  await says("On call");
  await until("they are joined", async () => {
    const [call] = await product.sql`
      select status from public.call where from_number = ${CALLER} order by id desc limit 1`;
    return call?.["status"] === "in-progress";
  });
  await product.twilio.act(sid, { do: "hangup" });
  await says("They hung up");
});

test("where the browser plays nothing before a click, a reload says so, and one click anywhere is enough", async () => {
  // navigator.userActivation would not do: each question that the test asks of the page counts as a gesture.
  await page.addInitScript(`{
    const play = HTMLMediaElement.prototype.play;
    let isClicked = false;
    addEventListener("click", () => (isClicked = true), true);
    HTMLMediaElement.prototype.play = function () {
      return isClicked ? play.call(this) : Promise.reject(new DOMException("no", "NotAllowedError"));
    };
  }`);
  await page.reload();
  await says("Click anywhere to go online");
  await page.getByRole("main").click({ position: { x: 5, y: 5 } });
  await says("Ready to ring");
});

test("a browser whose WebRTC was taken away says so before it is online", async () => {
  const bare = await product.newPage();
  await bare.addInitScript("delete globalThis.RTCPeerConnection");
  await signInOn(bare, product.info.webUrl, PRIYA);
  await says("This browser can’t make calls", bare);
  await bare.context().close();
});
