import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { heardRatio } from "./remote-sound.ts";
import { CAOIMHE, PRIYA } from "./seed.ts";
import { until } from "./until.ts";
import { goOnline, MICROPHONE_HZ, openProduct, type Product } from "./product.ts";

const CUSTOMER = "+442079460018";
const CUSTOMER_HZ = 1400;
const OTHER_HZ = 2300;

let product: Product;
let page: Page;
let stranger: Page;

before(async () => {
  product = await openProduct();
  [page, stranger] = await Promise.all([
    product.signIn(PRIYA),
    product.signIn(CAOIMHE),
  ]);
});
after(() => product.close());

const phone = () => page.getByRole("region", { name: "Phone" });

async function statusInDatabase(): Promise<string | undefined> {
  const [call] = await product.sql`
    select status from public.call where to_number = ${CUSTOMER} and direction = 'outbound' order by id desc limit 1`;
  return call?.["status"];
}

async function customerLeg() {
  const calls = await product.twilio.calls(`?to=${encodeURIComponent(CUSTOMER)}`);
  return calls.find((call) => call.parentSid !== null);
}

test("an agent calls a number, both sides hear each other, and the screen says what the database says", async (t) => {
  await product.twilio.telephone(CUSTOMER, {
    behaviour: "answer",
    ringMs: 2500,
    tone: CUSTOMER_HZ,
  });

  await t.test("going online is one click, proved in the foot and in the console", async () => {
    const logged = page.waitForEvent(
      "console",
      (message) => message.text().includes("Token updated"),
    );
    await goOnline(page);
    await logged;
  });

  await t.test("a number in another form is understood", async () => {
    await page.getByRole("textbox", { name: /number/i }).fill("(0044) 20-7946.0018 x42");
    await phone().getByText(/United Kingdom/).first().waitFor();
  });

  await t.test("Enter that confirms what an input method offers places nothing", async () => {
    const isStillThere = await page.getByRole("textbox", { name: /number/i }).evaluate((field) => {
      const enter = { key: "Enter", isComposing: true, bubbles: true, cancelable: true };
      field.dispatchEvent(new KeyboardEvent("keydown", enter));
      return field.isConnected;
    });
    assert.ok(isStillThere, "the field gave way to a call");
  });

  await t.test("Place Call rings them, on the screen and in the database", async () => {
    await page.getByRole("button", { name: /Place Call/ }).click();
    await phone().getByText("Ringing").waitFor();
    await until(
      "the database says ringing",
      async () => (await statusInDatabase()) === "ringing",
      statusInDatabase,
    );
  });

  await t.test("when they answer, the screen and the database say so", async () => {
    await phone().getByText("On call", { exact: true }).first().waitFor();
    await until(
      "the database says in-progress",
      async () => (await statusInDatabase()) === "in-progress",
      statusInDatabase,
    );
  });

  await t.test("a browser that translates the page leaves the phone alone", async () => {
    assert.equal(await phone().evaluate((element) => (element as HTMLElement).translate), false);
  });

  await t.test("the agent hears the other side", async () => {
    assert.ok((await heardRatio(page, CUSTOMER_HZ, OTHER_HZ, 20)) >= 20);
  });

  await t.test("the other side hears the agent", async () => {
    await until(
      "the telephone hears the microphone's tone",
      async () =>
        (await customerLeg())?.heard.tones.some((hz) => Math.abs(hz - MICROPHONE_HZ) < 30),
      customerLeg,
    );
  });

  await t.test("mute silences the agent and says so, unmute brings the sound back", async () => {
    await page.getByRole("button", { name: "Mute" }).click();
    await phone().getByText(/^You’re (muted|talking while muted)/).first().waitFor();
    await until(
      "the telephone hears nothing",
      async () => (await customerLeg())?.heard.tones.length === 0,
      customerLeg,
    );
    await phone().getByRole("button", { name: "Unmute" }).first().click();
    await until(
      "the telephone hears the tone again",
      async () => ((await customerLeg())?.heard.tones.length ?? 0) > 0,
      customerLeg,
    );
  });

  await t.test("the extension behind the number and digits pressed on the keypad arrive", async () => {
    await page.getByRole("button", { name: "Keypad", exact: true }).click();
    await phone().getByRole("button", { name: "Send extension 42" }).click();
    await phone().getByRole("button", { name: "#" }).first().click();
    const sid = (await customerLeg())?.sid;
    assert.ok(sid);
    await until(
      "the telephone got 42#",
      async () => JSON.stringify(await product.twilio.call(sid)).includes("42#"),
      () => product.twilio.call(sid),
    );
  });

  await t.test("the other workspace's agent sees nothing of it", async () => {
    assert.equal(await stranger.getByText("+44 20 7946 0018").count(), 0);
  });

  await t.test("hanging up ends it everywhere", async () => {
    await phone().getByRole("button", { name: /^Hang up/ }).click();
    await until(
      "the database says completed",
      async () => (await statusInDatabase()) === "completed",
      statusInDatabase,
    );
    const leg = await customerLeg();
    assert.equal(leg?.status, "completed");
  });

  await t.test("the call stands in the agent's list with its true outcome, and in nobody else's workspace", async () => {
    await page.getByRole("main").getByText(/Talked|Answered/).first().waitFor();
    assert.equal(await stranger.getByText("+44 20 7946 0018").count(), 0);
  });
});

for (
  const { behaviour, words, number } of [
    { behaviour: "busy", words: "Busy", number: "+493023125804" },
    { behaviour: "no-answer", words: "No answer", number: "+14155550146" },
  ]
) {
  test(`${behaviour} is told as what it is, on the screen and in the database`, async () => {
    // `ringMs`: the other side's network gives up after it, so that nobody waits for our own ring timeout.
    await product.twilio.telephone(number, { behaviour, ringMs: 600 });
    await page.getByRole("textbox", { name: /number/i }).fill(number);
    await page.getByRole("button", { name: /Place Call/ }).click();
    await phone().getByText(words, { exact: true }).first().waitFor();
    await until("the database agrees", async () => {
      const [call] = await product
        .sql`select status from public.call where to_number = ${number} order by id desc limit 1`;
      return call?.["status"] === behaviour;
    });
  });
}
