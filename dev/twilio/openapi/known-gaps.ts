// Where the description says less than Twilio's own documentation, each with its reason. Everything else is a mismatch.

import type { Mismatch } from "./openapi.ts";

interface Gap {
  side: Mismatch["side"];
  /** Fits the operation, a space, and the difference. */
  difference: RegExp;
}

export const KNOWN_GAPS: readonly Gap[] = [
  // Null until the conference is over.
  { side: "answer", difference: /Conferences.* \S*\/reason_conference_ended must be / },
  // Null for what no request caused; the description lists the methods without null.
  { side: "answer", difference: /Alerts\S* \S*\/request_method must be equal / },
  // "Twilio.CURRENT" is documented in place of the SID of the recording that runs.
  { side: "request", difference: /Recordings\/\{Sid\}\.json \/path\/Sid must / },
  // The source of a recording that TwiML's <Start> began is documented with the verb alone.
  { side: "answer", difference: /Recordings\S* \S*\/source must be equal / },
  // Prices are text in every answer that is documented, and numbers in the description.
  { side: "answer", difference: /PhoneNumbers\/Countries\S* \S*\/(base|current)_price must / },
];
