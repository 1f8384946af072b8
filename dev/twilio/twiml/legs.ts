// The nouns of a Dial: which legs it asks for.

import type { Call } from "../calls/call.ts";
import type { DetectionOrder } from "../calls/machine-detection.ts";
import { STATUS_EVENTS, type StatusEvent, type Subscription } from "../calls/status-callbacks.ts";
import { methodOf, resolveUrl } from "./attributes.ts";
import type { Verb } from "./parse.ts";
import type { Start } from "./start.ts";

/** One noun: whom to ring, whom to tell, and what to run before the two are connected. */
export interface LegOrder {
  to: { kind: "number"; number: string } | { kind: "client"; identity: string };
  params: Record<string, string>;
  subscription: Subscription | null;
  whisper: Start | null;
  sendDigits: string;
  /** Numbers only (documented). */
  detection: DetectionOrder | null;
}

/** A leg made for an order; `ring` starts it. */
export interface Leg {
  call: Call;
  order: LegOrder;
  ring(): void;
}

/** The orders of a Dial's nouns, in their order; plain text inside Dial is a number. */
export function readNouns(dial: Verb, base: string): LegOrder[] {
  if (dial.children.length === 0 && dial.text !== "") {
    return [readNumber({ ...dial, name: "Number", attributes: {} }, base)];
  }
  return dial.children.map((noun) =>
    noun.name === "Client" ? readClient(noun, base) : readNumber(noun, base)
  );
}

function readNumber(noun: Verb, base: string): LegOrder {
  // People write numbers with spaces and dashes; Twilio takes them so.
  const number = noun.text.replace(/[\s().-]/g, "");
  return {
    to: { kind: "number", number },
    params: {},
    // A Number reports its end unless told otherwise, a Client nothing.
    subscription: readSubscription(noun, base, ["completed"]),
    whisper: readWhisper(noun, base),
    sendDigits: noun.attributes["sendDigits"] ?? "",
    detection: readDetection(noun, base),
  };
}

function readClient(noun: Verb, base: string): LegOrder {
  const named = noun.children.find((child) => child.name === "Identity");
  const params = noun.children.filter((child) => child.name === "Parameter")
    .map((child) => [child.attributes["name"] ?? "", child.attributes["value"] ?? ""]);
  return {
    to: { kind: "client", identity: named?.text ?? noun.text },
    params: Object.fromEntries(params.filter(([name]) => name !== "")),
    subscription: readSubscription(noun, base, []),
    whisper: readWhisper(noun, base),
    sendDigits: "",
    detection: null,
  };
}

/** Documented: with a callback the call does not wait for the result. */
function readDetection({ attributes }: Verb, base: string): DetectionOrder | null {
  const mode = attributes["machineDetection"];
  if (mode !== "Enable" && mode !== "DetectMessageEnd") return null;
  const url = resolveUrl(attributes["amdStatusCallback"], base);
  const method = methodOf(attributes["amdStatusCallbackMethod"]);
  return { mode, asynchronous: url !== null, callback: url === null ? null : { url, method } };
}

function readWhisper(noun: Verb, base: string): Start | null {
  const url = resolveUrl(noun.attributes["url"], base);
  return url === null ? null : { kind: "url", url, method: methodOf(noun.attributes["method"]) };
}

function readSubscription(
  noun: Verb,
  base: string,
  fallback: readonly StatusEvent[],
): Subscription | null {
  const url = resolveUrl(noun.attributes["statusCallback"], base);
  if (url === null) return null;
  const asked = noun.attributes["statusCallbackEvent"]?.split(/[\s,]+/);
  const events = asked === undefined
    ? fallback
    : STATUS_EVENTS.filter((event) => asked.includes(event));
  const method = methodOf(noun.attributes["statusCallbackMethod"]);
  return { url, method, events: new Set(events) };
}
