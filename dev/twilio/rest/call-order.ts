// Reads `POST /Calls`: whom to call, as whom, and what to run.

import { Buffer } from "node:buffer";
import type { PlacedCall } from "../calls/placed-leg.ts";
import { STATUS_EVENTS, type Subscription } from "../calls/status-callbacks.ts";
import { destinationRefusal } from "../limits/destination.ts";
import { legRefusal } from "../limits/legs.ts";
import type { Start } from "../twiml/start.ts";
import { invalid, tooMany } from "./answer.ts";
import { readDetection } from "./detection.ts";
import { readLegRecording } from "./recording-order.ts";
import { field, methodField, type RestRequest, words } from "./request.ts";
import type { RestContext } from "./routes.ts";
import { isHttpUrl } from "./voice-settings.ts";

const E164 = /^\+[1-9]\d{6,14}$/;
/** Twilio's limit of an inline document, in characters. */
const LONGEST_TWIML = 4000;

/** @throws {Refusal} with Twilio's code for what is missing or wrong */
export function readOrder(context: RestContext): PlacedCall {
  const { to, from } = readParties(context);
  const document = readDocument(context);
  const sendDigits = field(context.request, "SendDigits") ?? "";
  return { ...beginLeg(context, { to, from, of: "call" }), ...document, sendDigits };
}

/** A participant's leg. @throws {Refusal} */
export function readParticipantLeg(context: RestContext): Omit<PlacedCall, "start" | "fallback"> {
  const { to, from } = readParties(context);
  return beginLeg(context, { to, from, of: "participant" });
}

function readParties(context: RestContext) {
  const to = readTo(field(context.request, "To"));
  const from = readFrom(context, to.kind);
  if (to.kind === "number") {
    const barred = destinationRefusal(context.request.account, to.number);
    if (barred !== null) throw invalid(barred.api.code, barred.api.message);
  }
  return { to, from };
}

/** Takes a place in the queue last: what is refused takes none. */
function beginLeg(
  { request, engine, callQueue }: RestContext,
  { to, from, of }: { to: PlacedCall["to"]; from: string; of: "call" | "participant" },
): Omit<PlacedCall, "start" | "fallback"> {
  const { account } = request;
  const leg = {
    account,
    to,
    from,
    subscription: readSubscription(request),
    timeoutS: seconds(request, "Timeout", 60, 600),
    timeLimitS: seconds(request, "TimeLimit", 14_400, 86_400),
    record: readLegRecording(request, of),
    detection: readDetection(request),
  };
  // Documented: 10004. That the API says it with 429, and at once, is assumed.
  const full = legRefusal(account, engine.calls.all());
  if (full !== null) throw tooMany(full.code, full.message);
  const place = callQueue.enter(account);
  if ("code" in place) throw tooMany(place.code, place.message);
  return { ...leg, queueMs: place.waitMs };
}

function readTo(value: string | undefined): PlacedCall["to"] {
  if (value === undefined || value === "") throw invalid(21201, "No 'To' number is specified");
  if (value.startsWith("client:")) {
    // Documented: what is behind the first question mark are custom parameters, percent-encoded like a query.
    const [, identity = "", query = ""] = /^client:([^?]*)(?:\?(.*))?$/s.exec(value) ?? [];
    if (identity === "") throw invalid(21211, `Invalid 'To' Phone Number: ${value}`);
    return { kind: "client", identity, params: Object.fromEntries(new URLSearchParams(query)) };
  }
  const number = value.replace(/[\s().-]/g, "");
  if (!E164.test(number)) throw invalid(21211, `Invalid 'To' Phone Number: ${value}`);
  return { kind: "number", number };
}

/** `CallerId`, where it is sent, is shown instead of `From`. */
function readFrom(context: RestContext, to: "number" | "client"): string {
  const { request, accounts } = context;
  const from = field(request, "CallerId") || field(request, "From");
  if (from === undefined || from === "") throw invalid(21213, "Caller phone number is required");
  // A browser may be shown anything.
  if (to === "client" && !E164.test(from)) return from;
  if (!E164.test(from)) throw invalid(21212, `Invalid From Number (caller ID): ${from}`);
  if (!accounts.mayShow(request.account, from) && !isForwarded(context, from)) {
    throw invalid(
      21210,
      `The source phone number provided, ${from}, is not yet verified for your account`,
    );
  }
  return from;
}

/** Documented: the `CallToken` of a running call in lets another call show who called. */
function isForwarded({ request, engine }: RestContext, from: string): boolean {
  const token = field(request, "CallToken");
  if (token === undefined) return false;
  const call = engine.calls.get(Buffer.from(token, "base64url").toString("utf8"));
  return call !== null && call.account === request.account && !call.isOver && call.from === from;
}

function readDocument({ request, accounts }: RestContext): Pick<PlacedCall, "start" | "fallback"> {
  const twiml = field(request, "Twiml");
  const appSid = field(request, "ApplicationSid");
  if (twiml !== undefined) return { start: readInline(twiml), fallback: null };
  if (appSid !== undefined) {
    const app = accounts.application(request.account.sid, appSid);
    if (app === null) throw invalid(21218, "Invalid ApplicationSid");
    const start: Start = { kind: "url", url: app.voiceUrl, method: app.voiceMethod };
    return { start, fallback: fallback(app.voiceFallbackUrl, app.voiceFallbackMethod) };
  }
  return { start: readUrl(request), fallback: readFallback(request) };
}

/** Whom to ask when the document cannot be had; null for nobody. */
export function readFallback(request: RestRequest): PlacedCall["fallback"] {
  const method = methodField(request, "FallbackMethod", "POST");
  return fallback(field(request, "FallbackUrl") ?? "", method);
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

/** The new time limit of an update in milliseconds from the answer; null when it names none. */
export function readNewTimeLimit(request: RestRequest): number | null {
  if (field(request, "TimeLimit") === undefined) return null;
  return seconds(request, "TimeLimit", 14_400, 86_400) * 1000;
}

function readSubscription(request: RestRequest): Subscription | null {
  const url = field(request, "StatusCallback");
  if (url === undefined || url === "") return null;
  if (!isHttpUrl(url)) throw invalid(21609, `Invalid 'StatusCallback' URL: ${url}`);
  const asked = words(request, "StatusCallbackEvent");
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
