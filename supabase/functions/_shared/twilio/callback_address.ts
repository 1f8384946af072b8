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
  return address(publicUrl, path, { call: callId, step: stepId, ...part });
}

/** Where Twilio reports to, or asks for words, about one leg's recording. */
export function recordingAddress(
  { publicUrl, callId, legId }: { publicUrl: string; callId: number; legId: number },
  path: "/status/recording" | "/inbound/consent",
  part: { way?: "announcement"; told?: 1 } = {},
): string {
  return address(publicUrl, path, { call: callId, leg: legId, ...part });
}

function address(publicUrl: string, path: string, parts: Record<string, string | number>): string {
  const query = Object.entries(parts).map(([name, value]) => `${name}=${value}`).join("&");
  return `${publicUrl}${path}?${query}${retries}`;
}
