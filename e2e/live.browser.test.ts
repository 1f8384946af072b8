import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { heardRatio } from "./remote-sound.ts";
import { BERLIN, JONAS, PRIYA } from "./seed.ts";
import { goOnline, MICROPHONE_HZ, openProduct, type Product } from "./product.ts";
import { until } from "./until.ts";

const CALLER = "+442079460117";
const CALLER_HZ = 1250;
const OTHER_HZ = 2300;

let product: Product;
let priya: Page;
let jonas: Page;
let sid: string;

const phoneOf = (page: Page) => page.getByRole("region", { name: "Phone" });
const says = (page: Page, text: string | RegExp) => phoneOf(page).getByText(text).first().waitFor();
const isSilent = (page: Page, text: string | RegExp) =>
  phoneOf(page).getByText(text).first().waitFor({ state: "detached" });

/** Jonas, away so that only Priya rings, opens the row of her call. */
async function openRow(): Promise<void> {
  const listen = jonas.getByRole("button", { name: "Listen to Priya Raman" });
  if (await listen.getAttribute("aria-expanded") === "false") await listen.click();
}

before(async () => {
  product = await openProduct();
  [priya, jonas] = await Promise.all([product.signIn(PRIYA), product.signIn(JONAS)]);
  await goOnline(priya);
  await goOnline(jonas);
  await product.sql`update public.agent_phone set rings = false
    where agent_id = (select id from public.agent where identity = 'jonas')`;
  ({ sid } = await product.twilio.dial({ from: CALLER, to: BERLIN, speak: { tone: CALLER_HZ } }));
  await phoneOf(priya).getByRole("button", { name: /^Answer/ }).click();
  await says(priya, "On call");
});
after(() => product.close());

test("an admin finds the call, is told what it will sound like, and listens", async () => {
  await jonas.getByRole("link", { name: "Live" }).click();
  await openRow();
  await jonas.getByText("Both sides may hear a short gap when you begin.").waitFor();
  await jonas.getByRole("radio", { name: /^Listen/ }).click();
  await says(jonas, "Nobody hears you.");
  await jonas.getByText("Talking, you listen").waitFor();
  await says(priya, "Jonas Albrecht is listening");
  assert.ok(await heardRatio(jonas, CALLER_HZ, OTHER_HZ, 20) >= 20, "he hears the caller");
  assert.ok(await heardRatio(jonas, MICROPHONE_HZ, OTHER_HZ, 20) >= 20, "he hears the agent");
});

test("W whispers: only she hears him", async () => {
  await jonas.keyboard.press("w");
  await says(jonas, "Only Priya hears you.");
  await says(priya, "Jonas Albrecht is talking to you");
  assert.ok(await heardRatio(priya, MICROPHONE_HZ, OTHER_HZ, 20) >= 20, "she hears him");
});

test("Ctrl and full stop leave; the two talk on", async () => {
  await jonas.keyboard.press("Control+.");
  await isSilent(jonas, "Only Priya hears you.");
  await isSilent(priya, /Jonas Albrecht/);
  await says(priya, "On call");
  assert.equal((await product.twilio.call(sid)).status, "in-progress");
});

test("where the workspace says so, an agent does not learn who listens, but who whispers", async () => {
  await jonas.goto(`${product.info.webUrl}/setup/policy`);
  await jonas.getByLabel("Agents see who listens").uncheck();
  const section = jonas.locator("form", { hasText: "Agents see who listens" });
  await section.getByRole("button", { name: "Save" }).click();
  await section.getByText("Saved").waitFor();
  await goOnline(jonas);
  await jonas.getByRole("link", { name: "Live" }).click();
  await openRow();
  await jonas.getByText(/^Priya doesn’t see that you’re listening/).waitFor();
  await jonas.getByRole("radio", { name: /^Listen/ }).click();
  await says(jonas, "Nobody hears you.");
  const [seen] = await product.sql`
    select count(*)::int as count from public.call as c, jsonb_array_elements(c.open_legs) as l
    where c.from_number = ${CALLER} and l ->> 'role' = 'supervisor'`;
  assert.equal(seen?.["count"], 0);
  await jonas.getByRole("radio", { name: /^Join/ }).first().click();
  await says(jonas, "Everyone on the line hears you.");
  await says(priya, "Jonas Albrecht joined");
});

test("he ends the call for everyone, and the audit log has each step", async () => {
  await jonas.getByRole("button", { name: "End call" }).click();
  await jonas.getByRole("alertdialog").getByRole("button", { name: "End call" }).click();
  await jonas.getByText("No calls right now.").waitFor();
  await says(priya, /They hung up|You hung up|Wrap-up/);
  await until(
    "the call is over",
    async () => (await product.twilio.call(sid)).status === "completed",
    () => product.twilio.call(sid),
  );
  await jonas.goto(`${product.info.webUrl}/setup/audit?kind=calls`);
  const lines = jonas.getByText(/ a call between Priya Raman and \+44 20 7946 0117/);
  await lines.first().waitFor();
  // Listened, whispered, left; listened, joined, ended, left.
  assert.equal(await lines.count(), 7);
});
