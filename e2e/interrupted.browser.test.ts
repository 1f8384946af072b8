// A call whose page reloads, and one that is commanded from another tab and another browser than the one that sounds.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { goOnline, MICROPHONE_HZ, openProduct, type Product } from "./product.ts";
import { heardRatio } from "./remote-sound.ts";
import { BERLIN, PRIYA } from "./seed.ts";
import { until } from "./until.ts";

const CALLER = "+442079460117";
const CALLER_HZ = 1250;
const OTHER_HZ = 2300;

let product: Product;
let page: Page;
let sid: string;

before(async () => {
  product = await openProduct();
  page = await product.signIn(PRIYA);
  await goOnline(page);
});
after(() => product.close());

const phoneOf = (of: Page) => of.getByRole("region", { name: "Phone" });
const says = (words: string | RegExp, of = page) => phoneOf(of).getByText(words).first().waitFor();
const press = (name: string | RegExp, of = page) =>
  phoneOf(of).getByRole("button", { name }).click();
const callerHears = (hz: number) =>
  until(
    `the caller hears ${hz} Hz`,
    async () =>
      (await product.twilio.call(sid)).heard.tones.some((tone) => Math.abs(tone - hz) < 30),
    () => product.twilio.call(sid),
  );

/** Their track may come a moment after the call. */
const sheHearsThem = () =>
  until("she hears them", async () => (await heardRatio(page, CALLER_HZ, OTHER_HZ, 20)) >= 20);

test("after a reload in a call it is offered again, and taken back both sides hear each other", async () => {
  ({ sid } = await product.twilio.dial({
    from: CALLER,
    to: BERLIN,
    speak: { tone: CALLER_HZ },
  }));
  await press(/^Answer/);
  await says("On call");
  await callerHears(MICROPHONE_HZ);
  await until("the page beats", async () => {
    const [beat] = await product.sql`select leaving from private.call_beat`;
    return beat?.["leaving"] === false;
  });
  await page.reload();
  await says("Your call was interrupted");
  await says("They hear music.");
  await press("Take it back");
  await says("On call");
  await sheHearsThem();
  await callerHears(MICROPHONE_HZ);
});

test("another tab shows the call, holds and resumes it, and mutes the tab that sounds", async () => {
  const tab = await page.context().newPage();
  await tab.goto(product.info.webUrl);
  await says("are in the other tab.", tab);
  await press(/^Hold/, tab);
  await says("On hold", tab);
  await says("On hold");
  await press(/^Resume/, tab);
  await says("On call");
  await press(/^Mute/, tab);
  await says("They can’t hear you.");
  await says("They can’t hear you.", tab);
  await phoneOf(page).getByRole("button", { name: /^Unmute/ }).first().click();
  await phoneOf(tab).getByText("They can’t hear you.").waitFor({ state: "detached" });
  await tab.close();
});

test("another browser shows it with mute dimmed, and hangs up", async () => {
  const other = await product.signIn(PRIYA);
  await says("are in another browser.", other);
  const mute = phoneOf(other).getByRole("button", { name: /^Mute/ });
  assert.equal(await mute.getAttribute("aria-disabled"), "true");
  const hangUp = phoneOf(other).getByRole("button", { name: /^Hang up/ });
  // It ignores a press right after it has come.
  await until("the call is over", async () => {
    if (await hangUp.isVisible()) await hangUp.click();
    return (await product.twilio.call(sid)).status === "completed";
  });
  await hangUp.waitFor({ state: "detached" });
  await phoneOf(page).getByRole("button", { name: /^Hang up/ }).waitFor({ state: "detached" });
  await until("the database says that she hung up", async () => {
    const [call] = await product.sql`select ended_by from public.call order by id desc limit 1`;
    return call?.["ended_by"] === "agent";
  });
  await other.context().close();
});

test("a call out survives a reload, too", async () => {
  await product.twilio.telephone(CALLER, { behaviour: "answer", tone: CALLER_HZ });
  const number = phoneOf(page).getByRole("textbox").first();
  await number.fill(CALLER);
  await number.press("Enter");
  await says("On call");
  await until("the page beats", async () => {
    const [beat] = await product.sql`
      select b.leaving from private.call_beat b join public.call c on c.id = b.call_id where c.ended_at is null`;
    return beat?.["leaving"] === false;
  });
  await page.reload();
  await says("Your call was interrupted");
  await press("Take it back");
  await says("On call");
  await says("+44 20 7946 0117");
  await sheHearsThem();
});
