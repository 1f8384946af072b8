import { Failure } from "../../_shared/domain/failure.ts";
import { signedStrings } from "../../_shared/domain/signed_strings.ts";
import { signAsTwilio } from "../../_shared/twilio/signature.ts";
import type { Bench, FindingOf } from "../collaborators.ts";
import { accountOf } from "../twilio.ts";
import { isTokenAccepted } from "./token_rotation.ts";

const check = "signatures";

/** A call that nobody has: its status is understood, belongs to nothing, and so changes nothing. */
const noCall = "CA00000000000000000000000000000000";

/**
 * Three proofs, of which none alone is enough: our own request, signed with the stored token, is let
 * in and a forged one is not; Twilio accepts the token, so that it is the one it signs with; and
 * Twilio really signed a webhook that verified.
 */
export async function checkSignatures(bench: Bench): Promise<FindingOf<"signatures">> {
  const { publicUrl, stored, twilio } = bench;
  const [signed, forged, tokenAccepted] = await Promise.all([
    knock(bench, accountOf(stored).authToken),
    knock(bench, crypto.randomUUID()),
    isTokenAccepted(twilio),
  ]);
  const { host } = new URL(publicUrl);
  const { genuine_at: genuineAt } = stored.facts;
  if (isGood(forged)) {
    const facts = { status: forged, host };
    return { check, level: "red", finding: "signatures-forged-accepted", facts, repair: null };
  }
  if (!isGood(signed)) {
    // The database is down or slow: says nothing about signatures.
    if (signed >= 500) throw new Failure("E-DATABASE");
    const facts = { status: signed, host };
    return { check, level: "red", finding: "signatures-refused", facts, repair: null };
  }
  if (forged !== 403) throw new Failure("E-DATABASE");
  if (!tokenAccepted) {
    const repair = { by: "page", page: "connection" } as const;
    return { check, level: "red", finding: "signatures-other-token", facts: { genuineAt }, repair };
  }
  if (genuineAt === null) {
    const [first] = stored.facts.numbers;
    const repair = first === undefined ? null : { by: "test-call", number: first.number } as const;
    return { check, level: "amber", finding: "signatures-no-genuine", facts: {}, repair };
  }
  return {
    check,
    level: "green",
    finding: "signatures-proved",
    facts: { genuineAt },
    repair: null,
  };
}

const isGood = (status: number) => status >= 200 && status < 300;

/** @returns the status that a request signed with this token is answered */
async function knock({ publicUrl, stored, own }: Bench, token: string): Promise<number> {
  const form = {
    AccountSid: accountOf(stored).accountSid,
    CallSid: noCall,
    CallStatus: "completed",
  };
  const fields = new Map(Object.entries(form).map(([name, value]) => [name, [value]]));
  const [text = ""] = signedStrings(`${publicUrl}/status`, fields);
  return (await own.post("/status", form, await signAsTwilio(token, text))).status;
}
