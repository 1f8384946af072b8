import { Failure } from "../../_shared/domain/failure.ts";
import { signedStrings } from "../../_shared/domain/signed_strings.ts";
import type { Account } from "../../_shared/twilio/account.ts";
import { signAsTwilio } from "../../_shared/twilio/signature.ts";
import type { Bench, FindingOf } from "../collaborators.ts";
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
  const account = await signingAccount(bench);
  const [genuine, forgery] = await Promise.all([
    signature(publicUrl, account),
    signature(publicUrl, { ...account, authToken: crypto.randomUUID() }),
  ]);
  const [signed, forged, tokenAccepted] = await Promise.all([
    knock(bench, account, genuine),
    knock(bench, account, forgery),
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

/** With the token that Twilio takes and so signs with; with the stored one when it takes none of them. */
async function signingAccount({ stored, twilio }: Bench): Promise<Account> {
  try {
    return await twilio.credentials();
  } catch (error) {
    const { account_sid: accountSid, auth_token: authToken } = stored;
    const isRefused = error instanceof Failure && error.code === "E-CREDENTIALS";
    if (!isRefused || accountSid === null || authToken === null) throw error;
    return { accountSid, authToken };
  }
}

const formOf = ({ accountSid }: Account) => ({
  AccountSid: accountSid,
  CallSid: noCall,
  CallStatus: "completed",
});

/** Made before anything is asked: whatever then fails, no signature is still being made. */
async function signature(publicUrl: string, account: Account): Promise<string> {
  const fields = new Map(Object.entries(formOf(account)).map(([name, value]) => [name, [value]]));
  const [text = ""] = signedStrings(`${publicUrl}/status`, fields);
  return await signAsTwilio(account.authToken, text);
}

/** @returns the status that a request of this account, with this signature, is answered */
async function knock({ own }: Bench, account: Account, signed: string): Promise<number> {
  return (await own.post("/status", formOf(account), signed)).status;
}
