// Takes the pictures of the README and the administrator's guide from the real product: `npm run picture` writes
// docs/images.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { JONAS } from "./seed.ts";
import { goOnline, openProduct } from "./product.ts";

const CUSTOMER = "+442079460018";
const LONDON = "+442079460100";
const folder = join(import.meta.dirname, "..", "docs", "images");

const product = await openProduct();

/** An admin's page of Setup, once it shows what it is for. */
async function setupPage(page: Page, name: string, shown: RegExp): Promise<void> {
  await page.getByRole("navigation", { name: "Setup pages" }).getByRole("link", { name }).click();
  await page.getByRole("main").getByText(shown).first().waitFor();
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Somebody points a number elsewhere in Twilio's console. */
async function pointElsewhere(number: string): Promise<void> {
  const [row] = await product.sql<[{ sid: string; token: string }]>`
    select twilio_account_sid as sid, private.unseal(id, 'twilio_auth_token') as token
    from public.workspace where id = 1`;
  const base = `${product.info.twilioUrl}/2010-04-01/Accounts/${row.sid}`;
  const headers = { authorization: `Basic ${btoa(`${row.sid}:${row.token}`)}` };
  const query = new URLSearchParams({ PhoneNumber: number });
  const list = await fetch(`${base}/IncomingPhoneNumbers.json?${query}`, { headers });
  const { incoming_phone_numbers: [found] } = await list.json();
  await fetch(`${base}/IncomingPhoneNumbers/${found.sid}.json`, {
    method: "POST",
    headers,
    body: new URLSearchParams({
      VoiceApplicationSid: "",
      VoiceUrl: "https://old-ivr.example/call",
    }),
  });
}

try {
  await mkdir(folder, { recursive: true });
  await product.twilio.telephone(CUSTOMER, { behaviour: "answer", ringMs: 300 });
  const page = await product.signIn(JONAS);
  await goOnline(page);
  await page.getByRole("textbox", { name: /number/i }).fill(CUSTOMER);
  await page.getByRole("button", { name: /Place Call/ }).click();
  await page.getByRole("timer").getByText("0:04").waitFor();
  await take(page, "in-call");
  await page.getByRole("button", { name: /^Hang up/ }).click();
  await page.getByText("Ready to ring").waitFor();

  await page.getByRole("link", { name: "Setup" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("link", { name: "Check everything" }).waitFor();
  await take(page, "connection");
  await setupPage(page, "Numbers", /numbers, .* a month at Twilio/);
  await take(page, "numbers");
  await setupPage(page, "Policy", /28 countries are on/);
  await take(page, "policy");
  await setupPage(page, "Team", /Priya Raman/);
  await take(page, "team");
  await setupPage(page, "Audit log", /Today/);
  await take(page, "audit");
  await pointElsewhere(LONDON);
  await setupPage(page, "Health", /Check now/);
  await page.getByRole("button", { name: "Check now" }).click();
  await page.locator(".banner").waitFor();
  await page.getByRole("button", { name: "Check now" }).waitFor();
  await take(page, "health");
} finally {
  await product.close();
}
