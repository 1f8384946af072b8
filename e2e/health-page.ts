// Connection health as its tests meet it: the page, what a person gets past it, and the account in Twilio's console.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { SEEDED_WORKSPACES } from "../dev/launcher/seeded.ts";
import { until } from "./until.ts";
import type { Product } from "./product.ts";

export const ADMIN = "jonas@nordlicht-reisen.example";
export const OTHER_ADMIN = "ingrid@fjordline.example";
export const nordlicht = seeded("Nordlicht Reisen");
export const fjordline = seeded("Fjordline Cruises");

function seeded(name: string) {
  const found = SEEDED_WORKSPACES.find((workspace) => workspace.name === name);
  assert.ok(found);
  return { ...found, phoneNumbers: found.numbers.map(({ phoneNumber }) => phoneNumber) };
}

/** Connection health in this page. */
export function healthIn(page: Page) {
  const main = () => page.getByRole("main");
  const row = (check: string) => main().locator(`#check-${check}`);
  const green = (check: string) => main().locator(`#check-${check}.green`);
  return {
    main,
    row,
    green,
    amber: (check: string) => main().locator(`#check-${check}.amber`),
    red: (check: string) => main().locator(`#check-${check}.red`),
    /** The row of all checks that wait for this one. */
    waiting: (check: string) => main().locator(`#waiting-${check}`),
    banner: () => page.locator(".banner"),
    async open(): Promise<void> {
      await page.getByRole("link", { name: "Setup" }).click();
      await main().getByRole("link", { name: "Health" }).click();
      await main().getByRole("heading", { name: "Connection health" }).waitFor();
    },
    async checkNow(): Promise<void> {
      const button = main().getByRole("button", { name: "Check now" });
      await button.click();
      await main().getByText("Checking everything.").waitFor();
      await button.waitFor();
    },
    /** Presses the row's Repair, and waits for the check that ends it. */
    async repair(check: string): Promise<void> {
      await row(check).getByRole("button", { name: /^Repair / }).click();
      await green(check).waitFor();
      await row(check).locator(".step.done", { hasText: "Checked again" }).waitFor();
      await row(check).getByText("Good now.").waitFor();
    },
    /** The rows from top to bottom. */
    places: () => main().locator(".check").evaluateAll((rows) => rows.map(({ id }) => id)),
  };
}

/** What this person gets of Nordlicht's health past the page: by REST, and by the function. */
export function askPastThePage(by: Page, apiUrl: string): Promise<unknown> {
  return by.evaluate(async ({ apiUrl, id }) => {
    const { publishableKey } = await (await fetch("/config.json")).json();
    const { access_token } = JSON.parse(localStorage.getItem("softphone-session") ?? "{}");
    const headers = { apikey: publishableKey, authorization: `Bearer ${access_token}` };
    const rows = await (await fetch(
      `${apiUrl}/rest/v1/health_check?select=check&workspace_id=eq.${id}`,
      { headers },
    )).json();
    const answer = await fetch(`${apiUrl}/functions/v1/health`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ action: "check", workspaceId: id }),
    });
    const body = await answer.json();
    return { rows, check: [answer.status, body.error?.code] };
  }, { apiUrl, id: nordlicht.id });
}

export const CALLER = "+442079460117";

/** Somebody calls a number of which Twilio knows no document: Twilio apologises, and the caller is gone. */
export async function loseCaller({ twilio }: Product, to: string): Promise<void> {
  const { sid } = await twilio.dial({ from: CALLER, to });
  await until(
    "the caller was answered by Twilio",
    async () => (await twilio.call(sid)).status === "in-progress",
    () => twilio.call(sid),
  );
  await twilio.act(sid, { do: "hangup" });
}

/** Nordlicht's account, as somebody changes it in Twilio's console. */
export function twilioConsole(product: Product) {
  const { accountSid } = nordlicht;
  let { authToken } = nordlicht;

  async function send(
    method: "GET" | "POST" | "DELETE",
    path: string,
    fields: Record<string, string> = {},
  ): Promise<Record<string, unknown>> {
    const response = await fetch(`${product.info.twilioUrl}/${path}`, {
      method,
      headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
      ...(method === "POST" ? { body: new URLSearchParams(fields) } : {}),
    });
    assert.ok(response.ok, `${method} ${path}: ${response.status}`);
    const text = await response.text();
    const body: unknown = text === "" ? {} : JSON.parse(text);
    assert.ok(typeof body === "object" && body !== null);
    return { ...body };
  }
  const ask = (
    method: "GET" | "POST" | "DELETE",
    resource: string,
    fields?: Record<string, string>,
  ) => send(method, `2010-04-01/Accounts/${accountSid}/${resource}.json`, fields);

  return {
    ask,
    /** What the simulator's control changes of the account. */
    change: (traits: Record<string, unknown>) => product.twilio.changeAccount(accountSid, traits),
    async numberSid(number: string): Promise<string> {
      const { incoming_phone_numbers: list } = await ask("GET", "IncomingPhoneNumbers");
      assert.ok(Array.isArray(list));
      const found: unknown = list.find((item) => item.phone_number === number);
      assert.ok(typeof found === "object" && found !== null && "sid" in found);
      assert.ok(typeof found.sid === "string");
      return found.sid;
    },
    async appSid(): Promise<string> {
      const [workspace] = await product.sql<[{ sid: string }]>`
        select twilio_twiml_app_sid as sid from public.workspace where id = ${nordlicht.id}`;
      return workspace.sid;
    },
    /** Has Twilio handle a number's calls in another region. */
    moveRegion: (number: string, region: string) =>
      send("POST", `routes.twilio.com/v2/PhoneNumbers/${number}`, { VoiceRegion: region }),
    /** @returns the secondary auth token, which opens the API and signs nothing */
    async makeSecondaryToken(): Promise<string> {
      const made = await send("POST", "accounts.twilio.com/v1/AuthTokens/Secondary");
      assert.ok(typeof made["secondary_auth_token"] === "string");
      return made["secondary_auth_token"];
    },
    /** The secondary token is the token from now on, and the former one is refused. */
    async promoteToken(): Promise<void> {
      const { auth_token: promoted } = await send(
        "POST",
        "accounts.twilio.com/v1/AuthTokens/Promote",
      );
      assert.ok(typeof promoted === "string");
      authToken = promoted;
    },
    /** Another token at once, as after a leak. */
    async replaceToken(token: string): Promise<void> {
      await product.twilio.changeAccount(accountSid, { authToken: token });
      authToken = token;
    },
  };
}
