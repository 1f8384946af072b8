import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, JONAS, PRIYA } from "./seed.ts";
import { goOnline, openProduct, type Product } from "./product.ts";
import { until } from "./until.ts";

// A recording from the policy to its deletion. When exactly Twilio records, and what is to be heard in it, is proved over
// HTTP (supabase/functions/tests/recordings*.http.test.ts, listening.http.test.ts).

const CALLER = "+442079460117";
const SENTENCE = "This call is recorded for our training.";
const REASON = "The caller asked for it";

let product: Product;
let priya: Page;
let jonas: Page;
let sid: string;

before(async () => {
  product = await openProduct();
  [priya, jonas] = await Promise.all([product.signIn(PRIYA), product.signIn(JONAS)]);
  await goOnline(priya);
});
after(() => product.close());

const phone = () => priya.getByRole("region", { name: "Phone" });
const says = (words: string | RegExp) => phone().getByText(words).first().waitFor();
/** The pill on the lamp, with its own clock while it records. */
const isRecording = () => says(/^Recording \d:\d\d$/);

async function openPlayer(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Calls" }).first().click();
  await page.getByRole("button", { name: /^Recording of the call with/ }).first().click();
}

test("an admin has calls recorded on demand, and writes the announcement", async () => {
  await jonas.getByRole("link", { name: "Setup" }).click();
  await jonas.getByRole("link", { name: "Policy" }).click();
  const part = jonas.getByRole("main").getByRole("region", { name: "Recording" });
  await part.getByRole("radio", { name: "Those for which someone in the call presses Record" })
    .check();
  await part.getByLabel("Announcement", { exact: true }).fill(SENTENCE);
  await part.getByRole("button", { name: "Save" }).click();
  await part.getByText("Saved", { exact: true }).waitFor();
});

test("R records once the caller was told, pauses and goes on; hold pauses it, too", async (t) => {
  ({ sid } = await product.twilio.dial({ from: CALLER, to: BERLIN, speak: { tone: 1250 } }));
  await phone().getByRole("button", { name: /^Answer/ }).click();
  await says("On call");

  await t.test("the caller is told before it begins", async () => {
    await priya.keyboard.press("r");
    await says("Telling them before recording");
    await isRecording();
    await says("They were told before it began.");
    const [told] = await product.sql`
      select k.sentence, k.heard_at <= r.started_at as first
      from private.consent as k join private.recording as r using (call_id)`;
    assert.deepEqual({ ...told }, { sentence: SENTENCE, first: true });
  });

  await t.test("paused and resumed", async () => {
    // So that there is something to play: the player counts whole seconds.
    await says(/^Recording 0:0[2-9]/);
    await priya.keyboard.press("r");
    await says("Recording paused");
    await says("It continues by itself after two minutes.");
    await phone().getByRole("button", { name: "Resume recording" }).waitFor();
    await priya.keyboard.press("r");
    await isRecording();
  });

  await t.test("on hold nothing is recorded", async () => {
    await priya.keyboard.press("h");
    await says("Recording stops on hold and continues when you resume.");
    await priya.keyboard.press("h");
    await isRecording();
  });

  await t.test("with the call it is over", async () => {
    await priya.keyboard.press("Control+.");
    await until(
      "the caller's line is over",
      async () => (await product.twilio.call(sid)).status === "completed",
      () => product.twilio.call(sid),
    );
    await phone().getByText(/^Recording/).first().waitFor({ state: "detached" });
  });
});

test("whoever talked listens to it in the log", async () => {
  await openPlayer(priya);
  await priya.getByRole("button", { name: "Play the recording" }).click();
  const position = priya.getByRole("slider", { name: "Position" });
  await until(
    "the player moves",
    async () => Number(await position.inputValue()) > 0,
    () => position.inputValue(),
  );
  assert.equal(await priya.getByRole("button", { name: "Delete…" }).count(), 0);
});

test("an admin deletes it, and says why; then nobody has it any more", async () => {
  await openPlayer(jonas);
  await jonas.getByRole("button", { name: "Delete…" }).click();
  await jonas.getByLabel(/^Why is it deleted\?/).fill(REASON);
  await jonas.getByRole("button", { name: "Delete the recording" }).click();
  await jonas.getByText(`Deleted: ${REASON}`).waitFor();
  await priya.getByRole("button", { name: /^Recording of the call with/ }).waitFor({
    state: "detached",
  });
  await until("it is deleted at Twilio, too", async () => {
    const [kept] = await product.sql`select delete_reason, deleted_at from private.recording`;
    assert.equal(kept?.["delete_reason"], REASON);
    return kept["deleted_at"] !== null;
  });
});
