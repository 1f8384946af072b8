import type { Repair } from "../../_shared/contracts/health_repair.ts";
import { Failure } from "../../_shared/domain/failure.ts";
import type { Bench, FindingOf, HealthTwilio } from "../collaborators.ts";

const check = "token-rotation";
const promote: Repair = { by: "connection", steps: [{ action: "promote-token" }] };

/** Whether Twilio takes a token that is stored, the next one included. A suspended account's (20005) may be right. */
export async function isTokenAccepted(twilio: HealthTwilio): Promise<boolean> {
  try {
    await twilio.account();
    return true;
  } catch (error) {
    if (error instanceof Failure && error.detail.twilioCode === 20003) return false;
    throw error;
  }
}

/** Whether somebody changed the auth token at Twilio: every call then fails until it is stored here. */
export async function checkTokenRotation(
  { stored, twilio }: Bench,
): Promise<FindingOf<"token-rotation">> {
  const { genuine_at: genuineAt, refused, last_refused_at: lastRefusedAt } = stored.facts;
  if (!await isTokenAccepted(twilio)) {
    const facts = { refused, lastRefusedAt, genuineAt };
    const repair = { by: "page", page: "connection" } as const;
    return { check, level: "red", finding: "rotation-suspected", facts, repair };
  }
  if ((await twilio.credentials()).authToken !== stored.auth_token) {
    return { check, level: "amber", finding: "next-token-promoted", facts: {}, repair: promote };
  }
  if (refused > 0 && lastRefusedAt !== null) {
    const facts = { refused, lastRefusedAt, genuineAt };
    return { check, level: "amber", finding: "wrong-signatures", facts, repair: null };
  }
  return { check, level: "green", finding: "rotation-no-sign", facts: {}, repair: null };
}
