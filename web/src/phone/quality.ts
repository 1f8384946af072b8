/**
 * The SDK's warnings that a person hears. It raises them at a round trip over 400 ms, jitter over
 * 30 ms, a MOS under 3, loss over 1 % (https://www.twilio.com/docs/voice/sdks/javascript/twiliocall,
 * warning).
 */
const heard = new Set([
  "high-rtt",
  "high-jitter",
  "high-packet-loss",
  "high-packets-lost-fraction",
  "low-mos",
]);
/** No sound passes at all. */
const broken = new Set(["ice-connectivity-lost", "low-bytes-received", "low-bytes-sent"]);

/** One word for the warnings that hold at the moment. */
export function qualityOf(warnings: ReadonlySet<string>): "good" | "fair" | "poor" {
  const audible = [...warnings].filter((name) => heard.has(name)).length;
  if (audible > 1 || [...warnings].some((name) => broken.has(name))) return "poor";
  return audible === 1 ? "fair" : "good";
}
