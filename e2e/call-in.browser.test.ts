import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { heardRatio } from "./remote-sound.ts";
import { AOIFE, BERLIN, PRIYA } from "./seed.ts";
import { until } from "./until.ts";
import { goOnline, MICROPHONE_HZ, openProduct, type Product } from "./product.ts";

const CALLER = "+442079460117";
const CALLER_HZ = 1250;
const OTHER_HZ = 2300;

let product: Product;
let priya: Page;
let aoife: Page;

before(async () => {
  product = await openProduct();
  [priya, aoife] = await Promise.all([
    product.signIn(PRIYA),
    product.signIn(AOIFE),
  ]);
  await goOnline(priya);
  await goOnline(aoife);
});
after(() => product.close());

async function latestCall() {
  const [call] = await product.sql`
    select c.id, c.status, a.identity from public.call c left join public.agent a on a.id = c.agent_id
    where c.from_number = ${CALLER} order by c.id desc limit 1`;
  return call;
}

const phoneOf = (page: Page) => page.getByRole("region", { name: "Phone" });

test("a call from outside rings every free agent, the first takes it, and both sides hear each other", async (t) => {
  const { sid } = await product.twilio.dial({
    from: CALLER,
    to: BERLIN,
    speak: { tone: CALLER_HZ },
  });

  await t.test("both see who calls and which line", async () => {
    for (const page of [priya, aoife]) {
      await phoneOf(page).getByText("Incoming call").first().waitFor();
      await phoneOf(page).getByText("+44 20 7946 0117").first().waitFor();
      await phoneOf(page).getByText("Sales Berlin").first().waitFor();
    }
    await until(
      "the database says ringing",
      async () => (await latestCall())?.["status"] === "ringing",
      latestCall,
    );
  });

  await t.test("Answer connects her, the other phone stops ringing and says why", async () => {
    await phoneOf(priya).getByRole("button", { name: /^Answer/ }).click();
    await phoneOf(priya).getByText("On call", { exact: true }).first().waitFor();
    await phoneOf(aoife).getByText("Incoming call").first().waitFor({ state: "detached" });
    await aoife.getByText(/Priya Raman took the call|Priya took the call/).first().waitFor();
    await until("the database names her", async () => {
      const call = await latestCall();
      return call?.["status"] === "in-progress" && call["identity"] === "priya";
    }, latestCall);
  });

  await t.test("she hears the caller", async () => {
    assert.ok((await heardRatio(priya, CALLER_HZ, OTHER_HZ, 20)) >= 20);
  });

  await t.test("the caller hears her", async () => {
    await until(
      "the telephone hears her microphone",
      async () =>
        (await product.twilio.call(sid)).heard.tones.some((hz) =>
          Math.abs(hz - MICROPHONE_HZ) < 30
        ),
      () => product.twilio.call(sid),
    );
  });

  await t.test("when the caller hangs up, the screen and the database say so", async () => {
    await product.twilio.act(sid, { do: "hangup" });
    await phoneOf(priya).getByText(/They hung up/).first().waitFor();
    await until(
      "the database says completed",
      async () => (await latestCall())?.["status"] === "completed",
      latestCall,
    );
  });
});

test("repeated and reordered callbacks change nothing that a person sees", async () => {
  const before = await latestCall();
  const webhooks = await product.twilio.webhooks();
  for (const { n } of webhooks.toReversed()) await product.twilio.repeat(n);
  assert.deepEqual(await latestCall(), before);
  const [events] = await product
    .sql`select count(*)::int as repeats from public.call_event where repeat_of is not null`;
  assert.ok(events?.["repeats"] > 0, "the repeats are kept as rows of their own");
});

test("a declined call goes on ringing the others, and nobody's answer is a missed call", async () => {
  await product.twilio.dial({ from: CALLER, to: BERLIN });
  await phoneOf(priya).getByRole("button", { name: /^Decline/ }).click();
  await phoneOf(aoife).getByRole("button", { name: /^Decline/ }).click();
  await until("the database says no-answer", async () => {
    const status = (await latestCall())?.["status"];
    return status === "no-answer" || status === "busy";
  }, latestCall);
  await priya.getByRole("main").getByText("Missed").first().waitFor();
});
