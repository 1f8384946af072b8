import { sentences } from "../_shared/twilio/sentences.ts";

/**
 * What Twilio plays when `inbound` fails. A constant: it must not need anything that can be down,
 * so it looks neither at the database nor at the signature and tells nothing.
 */
export const apology = '<?xml version="1.0" encoding="UTF-8"?><Response>' +
  `<Say>${sentences["cannot-place"]}</Say><Hangup/></Response>`;

export function answerFallback(): Response {
  return new Response(apology, { headers: { "content-type": "text/xml; charset=utf-8" } });
}
