import type { Repair } from "../../_shared/contracts/health_repair.ts";
import { Failure } from "../../_shared/domain/failure.ts";
import type { Bench, FindingOf } from "../collaborators.ts";

const check = "api-key";
const repair: Repair = { by: "connection", steps: [{ action: "key" }] };

/** Uses the key as every part of ours does: it signs the dialers' tokens and makes calls. */
export async function checkApiKey({ stored, twilio }: Bench): Promise<FindingOf<"api-key">> {
  const { api_key_sid: keySid } = stored;
  if (keySid === null && stored.account_sid !== null) {
    // Nothing is broken: the manual way stores none, and the first sign-in of a dialer makes it.
    return { check, level: "amber", finding: "key-missing", facts: {}, repair };
  }
  try {
    await twilio.tryKey();
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "E-CREDENTIALS" || keySid === null) {
      throw error;
    }
    const { twilioCode = null, twilioMessage = null } = error.detail;
    const facts = { keySid, twilioCode, twilioMessage };
    return { check, level: "red", finding: "key-refused", facts, repair };
  }
  if (keySid === null) throw new Failure("E-CONFIG");
  return { check, level: "green", finding: "key-accepted", facts: { keySid }, repair: null };
}
