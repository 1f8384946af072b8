import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { heardRatio } from "./remote-sound.ts";
import { AOIFE, BERLIN, PRIYA } from "./seed.ts";
import { until } from "./until.ts";
import { goOnline, MICROPHONE_HZ, openProduct, type Product } from "./product.ts";

// What an agent and a colleague do with a call, with the SDK's own legs and real sound. Who hears whom at every change is
// proved over HTTP (supabase/functions/tests/transfers.http.test.ts).

const CALLER = "+442079460117";
const CALLER_HZ = 1250;
const OTHER_HZ = 2300;

let product: Product;
let priya: Page;
let aoife: Page;
let sid: string;

before(async () => {
  product = await openProduct();
  [priya, aoife] = await Promise.all([product.signIn(PRIYA), product.signIn(AOIFE)]);
  await goOnline(priya);
});
after(() => product.close());

const phoneOf = (page: Page) => page.getByRole("region", { name: "Phone" });
const press = (page: Page, name: RegExp) =>
  phoneOf(page).getByRole("button", { name }).first().click();

async function callerHears(hz: number): Promise<void> {
  await until(
    `the caller hears ${hz} Hz`,
    async () => (await product.twilio.call(sid)).heard.tones.some((one) => Math.abs(one - hz) < 30),
    () => product.twilio.call(sid),
  );
}

async function callerHearsMusic(): Promise<void> {
  await until(
    "the caller hears music",
    async () => {
      const { heard } = await product.twilio.call(sid);
      return heard.tones.length > 0 &&
        !heard.tones.some((hz) => Math.abs(hz - MICROPHONE_HZ) < 30);
    },
    () => product.twilio.call(sid),
  );
}

test("hold, resume, talk to a colleague first, and hand over", async (t) => {
  ({ sid } = await product.twilio.dial({ from: CALLER, to: BERLIN, speak: { tone: CALLER_HZ } }));
  await press(priya, /^Answer/);
  await phoneOf(priya).getByText("On call", { exact: true }).first().waitFor();
  await callerHears(MICROPHONE_HZ);
  await goOnline(aoife);

  await t.test("on hold the caller hears music, and the phone says so once it is so", async () => {
    await press(priya, /^Hold/);
    await phoneOf(priya).getByText(/^On hold/).first().waitFor();
    await callerHearsMusic();
    await press(priya, /^Resume/);
    await phoneOf(priya).getByText("On call", { exact: true }).first().waitFor();
    await callerHears(MICROPHONE_HZ);
    assert.ok((await heardRatio(priya, CALLER_HZ, OTHER_HZ, 20)) >= 20);
  });

  await t.test("the colleague sees who sends it, answers, and takes it over", async () => {
    await press(priya, /^Transfer/);
    await phoneOf(priya).getByRole("option", { name: /Aoife/ }).first().click();
    await phoneOf(priya).getByRole("button", { name: /Talk first/ }).click();
    await phoneOf(aoife).getByText(/Priya/).first().waitFor();
    await press(aoife, /^Answer/);
    await press(priya, /^Hand over/);
    await phoneOf(priya).getByText(/handed the call/).first().waitFor();
    await phoneOf(aoife).getByText("On call", { exact: true }).first().waitFor();
    assert.ok((await heardRatio(aoife, CALLER_HZ, OTHER_HZ, 20)) >= 20);
  });

  await t.test("who has it ends it", async () => {
    // By key: a moment after it appears the button ignores presses that were meant for what stood there before.
    await aoife.keyboard.press("Control+.");
    await until(
      "the caller's line is over",
      async () => (await product.twilio.call(sid)).status === "completed",
      () => product.twilio.call(sid),
    );
  });
});
