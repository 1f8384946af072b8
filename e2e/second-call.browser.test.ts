import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { axeFaults } from "../dev/test/axe.ts";
import { heardRatio } from "./remote-sound.ts";
import { BERLIN, PRIYA } from "./seed.ts";
import { until } from "./until.ts";
import { goOnline, MICROPHONE_HZ, openProduct, type Product } from "./product.ts";

// Two calls at once in one page, each on the SDK's own line with real sound. Whom it rings, and what becomes of a call
// that is declined or sent on, is proved over HTTP (supabase/functions/tests/second_call.http.test.ts).

const FIRST = "+442079460117";
const FIRST_HZ = 1250;
const SECOND = "+442079460118";
const SECOND_HZ = 1900;
const THIRD = "+442079460119";
const OTHER_HZ = 2600;

let product: Product;
let priya: Page;

before(async () => {
  product = await openProduct();
  priya = await product.signIn(PRIYA);
  await priya.emulateMedia({ reducedMotion: "reduce" });
  await goOnline(priya);
});
after(() => product.close());

const phone = () => priya.getByRole("region", { name: "Phone" });
const says = (text: string | RegExp) => phone().getByText(text).first().waitFor();
const calls = async (from: string, tone: number) =>
  (await product.twilio.dial({ from, to: BERLIN, speak: { tone } })).sid;

async function hears(sid: string, isHeard: boolean): Promise<void> {
  await until(
    isHeard ? "the caller hears the agent" : "the caller hears music",
    async () => {
      const { tones } = (await product.twilio.call(sid)).heard;
      return tones.length > 0 &&
        tones.some((hz) => Math.abs(hz - MICROPHONE_HZ) < 30) === isHeard;
    },
    () => product.twilio.call(sid),
  );
}

const isOver = (sid: string) =>
  until("their line is over", async () => (await product.twilio.call(sid)).status === "completed");

test("a second call is held against the first, swapped with it, and each ends alone", async (t) => {
  const first = await calls(FIRST, FIRST_HZ);
  await phone().getByRole("button", { name: /^Answer/ }).click();
  await says("On call");
  await hears(first, true);
  // Twilio tells us a moment later.
  await until("the call is known to be answered", async () => {
    const [call] = await product.sql`
      select status from public.call where from_number = ${FIRST} order by id desc limit 1`;
    return call?.["status"] === "in-progress";
  });
  const second = await calls(SECOND, SECOND_HZ);

  await t.test("it is shown beside the call that goes on, and told by keyboard to wait no longer", async () => {
    await phone().getByRole("group", { name: "Second call" }).getByText("+44 20 7946 0118")
      .waitFor();
    await says("Only you are being rung");
    assert.deepEqual(await axeFaults(priya), []);
    await priya.keyboard.press("Control+Enter");
    await phone().getByRole("button", { name: /^Swap/ }).waitFor();
    await Promise.all([hears(first, false), hears(second, true)]);
    assert.ok((await heardRatio(priya, SECOND_HZ, OTHER_HZ, 20)) >= 20);
    assert.deepEqual(await axeFaults(priya), []);
  });

  await t.test("a third caller is told that nobody is free", async () => {
    const third = await calls(THIRD, OTHER_HZ);
    await isOver(third);
    assert.equal(await phone().getByRole("group", { name: "Second call" }).count(), 0);
  });

  await t.test("swapped, the first is heard and the second hears music", async () => {
    await priya.keyboard.press("s");
    await Promise.all([hears(first, true), hears(second, false)]);
    assert.ok((await heardRatio(priya, FIRST_HZ, OTHER_HZ, 20)) >= 20);
  });

  await t.test("hung up, the other one is there, still on hold, and goes on", async () => {
    await phone().getByRole("button", { name: "Hang up on +44 20 7946 0117" }).click();
    await isOver(first);
    await says(/^On hold/);
    await hears(second, false);
    await phone().getByRole("button", { name: /^Resume/ }).click();
    await hears(second, true);
    assert.ok((await heardRatio(priya, SECOND_HZ, OTHER_HZ, 20)) >= 20);
  });

  await t.test("declined, the caller is told, and the call goes on", async () => {
    const declined = await calls(THIRD, OTHER_HZ);
    await phone().getByRole("group", { name: "Second call" }).waitFor();
    await phone().getByRole("button", { name: "Decline" }).click();
    await isOver(declined);
    await hears(second, true);
    await phone().getByRole("button", { name: /^Hang up/ }).click();
    await isOver(second);
  });
});
