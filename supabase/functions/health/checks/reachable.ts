import { isPrivateHost } from "../../_shared/domain/public_host.ts";
import { type Bench, type FindingOf, Unreachable } from "../collaborators.ts";

const check = "reachable";

/** Asks our functions at their public address, as Twilio does. */
export async function checkReachable(
  { publicUrl, twilioApiUrl, own }: Bench,
): Promise<FindingOf<"reachable">> {
  const { host } = new URL(publicUrl);
  const unreachable = (status: number | null): FindingOf<"reachable"> => ({
    check,
    level: "red",
    finding: "functions-unreachable",
    facts: { host, status },
    repair: null,
  });
  // A Twilio on this machine reaches what lies on it; the real one does not.
  if (isPrivateHost(publicUrl) && !isPrivateHost(twilioApiUrl)) {
    return { check, level: "red", finding: "functions-private", facts: { host }, repair: null };
  }
  try {
    const [fallback, ...webhooks] = await Promise.all([
      own.post("/fallback", {}),
      own.post("/inbound", {}),
      own.post("/status", {}),
    ]);
    if (fallback.status !== 200) return unreachable(fallback.status);
    // Without a signature they refuse; anything else says that they are not there.
    const missing = webhooks.find(({ status }) => status !== 403);
    if (missing !== undefined) return unreachable(missing.status);
    const facts = { host, ms: fallback.ms };
    return { check, level: "green", finding: "functions-reachable", facts, repair: null };
  } catch (error) {
    if (error instanceof Unreachable) return unreachable(null);
    throw error;
  }
}
