/**
 * Has Twilio ask twice more when we answer 5xx or not at all; by itself it asks again only after a
 * failed connection. It is for Twilio alone: neither sent nor signed
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
 */
const retries = "#rc=2&rp=5xx,ct,rt";

/** Where Twilio reports to: which call, which of its steps, and which part of that. */
export function callbackAddress(
  { publicUrl, callId, stepId }: { publicUrl: string; callId: number; stepId: number },
  path: "/inbound/action" | "/inbound/again" | "/status" | "/status/conference",
  part: { round?: number; leg?: number },
): string {
  const ids = Object.entries({ call: callId, step: stepId, ...part });
  return `${publicUrl}${path}?${ids.map(([name, id]) => `${name}=${id}`).join("&")}${retries}`;
}
