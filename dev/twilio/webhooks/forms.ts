// The fields of each kind of webhook, by the table in Twilio's documentation
// (https://www.twilio.com/docs/voice/twiml#request-parameters and the pages of each status callback).

import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Call } from "../calls/call.ts";
import type { OutsideCall } from "../calls/party.ts";
import { rfc2822 } from "../dates.ts";
import type { Form } from "./signature.ts";

export const API_VERSION = "2010-04-01";

/** What every webhook about a call has. */
export function callForm(call: Call): Form {
  return {
    AccountSid: call.account.sid,
    ApiVersion: API_VERSION,
    CallSid: call.sid,
    CallStatus: call.status,
    Direction: call.direction,
    From: call.from,
    To: call.to,
    Caller: call.from,
    // A browser's call has no called line, even where it names a To.
    Called: call.direction === "inbound" && call.from.startsWith("client:") ? "" : call.to,
    ...(call.parent === null ? {} : { ParentCallSid: call.parent.sid }),
    ...(call.answeredBy === null ? {} : { AnsweredBy: call.answeredBy }),
  };
}

/** What a call from a telephone adds to each of its TwiML requests. */
export function inboundFields(call: Omit<OutsideCall, "party">, callToken: string): Form {
  const { from, to, network = {} } = call;
  const fields: Form = { CallToken: callToken };
  for (const [role, number] of Object.entries({ From: from, To: to, Caller: from, Called: to })) {
    const country = parsePhoneNumberFromString(number)?.country ?? "";
    Object.assign(fields, {
      [`${role}City`]: "",
      [`${role}State`]: "",
      [`${role}Zip`]: "",
      [`${role}Country`]: country,
    });
  }
  // STIR/SHAKEN is used in North America only.
  if (from.startsWith("+1") || network.stirVerstat !== undefined) {
    fields["StirVerstat"] = network.stirVerstat ?? "TN-Validation-Passed-A";
    fields["StirPassportToken"] = callToken;
  }
  if (network.forwardedFrom !== undefined) fields["ForwardedFrom"] = network.forwardedFrom;
  if (network.callerName !== undefined) fields["CallerName"] = network.callerName;
  return fields;
}

/** `last`: how long the call was; `leg` callbacks tell the SIP code too, a number's or app's do not. */
export function statusForm(
  call: Call,
  status: string,
  sequence: number,
  kind: "leg" | "line",
): Form {
  return {
    ...callForm(call),
    CallStatus: status,
    Timestamp: rfc2822(call.updatedAt),
    CallbackSource: "call-progress-events",
    SequenceNumber: String(sequence),
    ...(call.isOver ? { CallDuration: String(call.seconds), Duration: String(call.minutes) } : {}),
    ...(call.isOver && kind === "leg" ? { SipResponseCode: String(call.sip) } : {}),
  };
}
