// Reads `POST /Calls`: whom to call, as whom, and what to run.

import type { Accounts } from "../accounts/accounts.ts";
import type { PlacedCall } from "../calls/engine.ts";
import { STATUS_EVENTS, type Subscription } from "../calls/status-callbacks.ts";
import type { Start } from "../twiml/start.ts";
import { invalid } from "./answer.ts";
import { field, methodField, type RestRequest } from "./request.ts";
import { isHttpUrl } from "./voice-settings.ts";

const E164 = /^\+[1-9]\d{6,14}$/;
/** Twilio's limit of an inline document, in characters. */
const LONGEST_TWIML = 4000;

/** @throws {Refusal} with Twilio's code for what is missing or wrong */
export function readOrder(request: RestRequest, accounts: Accounts): PlacedCall {
  const to = readTo(field(request, "To"));
  const from = readFrom(request, accounts, to.kind);
  const { start, fallback } = readDocument(request, accounts);
  return {
    account: request.account,
    to,
    from,
    start,
    fallback,
    subscription: readSubscription(request),
    timeoutS: seconds(request, "Timeout", 60, 600),
    timeLimitS: seconds(request, "TimeLimit", 14_400, 86_400),
  };
}

function readTo(value: string | undefined): PlacedCall["to"] {
  if (value === undefined || value === "") throw invalid(21201, "No 'To' number is specified");
  if (value.startsWith("client:")) {
    const [identity = "", query = ""] = value.slice("client:".length).split("?");
    if (identity === "") throw invalid(21211, `Invalid 'To' Phone Number: ${value}`);
    return { kind: "client", identity, params: Object.fromEntries(new URLSearchParams(query)) };
  }
  const number = value.replace(/[\s().-]/g, "");
  if (!E164.test(number)) throw invalid(21211, `Invalid 'To' Phone Number: ${value}`);
  return { kind: "number", number };
}

function readFrom(request: RestRequest, accounts: Accounts, to: "number" | "client"): string {
  const from = field(request, "From");
  if (from === undefined || from === "") throw invalid(21213, "Caller phone number is required");
  // A browser may be shown anything.
  if (to === "client" && !E164.test(from)) return from;
  if (!E164.test(from)) throw invalid(21212, `Invalid From Number (caller ID): ${from}`);
  if (accounts.byNumber(from)?.account.sid !== request.account.sid) {
    throw invalid(
      21210,
      `The source phone number provided, ${from}, is not yet verified for your account`,
    );
  }
  return from;
}

function readDocument(request: RestRequest, accounts: Accounts) {
  const twiml = field(request, "Twiml");
  const appSid = field(request, "ApplicationSid");
  if (twiml !== undefined) return { start: readInline(twiml), fallback: null };
  if (appSid !== undefined) {
    const app = accounts.application(request.account.sid, appSid);
    if (app === null) throw invalid(21218, "Invalid ApplicationSid");
    const start: Start = { kind: "url", url: app.voiceUrl, method: app.voiceMethod };
    return { start, fallback: fallback(app.voiceFallbackUrl, app.voiceFallbackMethod) };
  }
  const method = methodField(request, "FallbackMethod", "POST");
  return {
    start: readUrl(request),
    fallback: fallback(field(request, "FallbackUrl") ?? "", method),
  };
}

const fallback = (url: string, method: "GET" | "POST") => url === "" ? null : { url, method };

function readInline(twiml: string): Start {
  if (twiml.length > LONGEST_TWIML) throw invalid(32018, "Twiml is longer than 4000 characters");
  return { kind: "inline", twiml };
}

function readUrl(request: RestRequest): Start {
  const url = field(request, "Url");
  if (url === undefined) throw invalid(21205, "Url parameter is required");
  if (!isHttpUrl(url)) throw invalid(21205, `Url is not a valid URL: ${url}`);
  return { kind: "url", url, method: methodField(request, "Method", "POST") };
}

/** The document of an update; null when it names none. */
export function readNewDocument(request: RestRequest): Start | null {
  const twiml = field(request, "Twiml");
  if (twiml !== undefined) return readInline(twiml);
  return field(request, "Url") === undefined ? null : readUrl(request);
}

function readSubscription(request: RestRequest): Subscription | null {
  const url = field(request, "StatusCallback");
  if (url === undefined || url === "") return null;
  if (!isHttpUrl(url)) throw invalid(21609, `Invalid 'StatusCallback' URL: ${url}`);
  // Sent once for each event by the library, or with spaces between by people.
  const asked = request.form.getAll("StatusCallbackEvent").flatMap((value) =>
    value.split(/[\s,]+/)
  );
  const events = asked.length === 0
    ? ["completed"] as const
    : STATUS_EVENTS.filter((event) => asked.includes(event));
  const method = methodField(request, "StatusCallbackMethod", "POST");
  return { url, method, events: new Set(events) };
}

function seconds(request: RestRequest, name: string, fallback: number, most: number): number {
  const value = Number(field(request, name) ?? fallback);
  return Number.isInteger(value) && value > 0 ? Math.min(value, most) : fallback;
}
