import { Failure } from "../../_shared/domain/failure.ts";
import type { Bench, FindingOf } from "../collaborators.ts";

const check = "credentials";
const connect = { by: "page", page: "connection" } as const;

/** Twilio's code for an account that is suspended or closed. */
const accountNotActive = 20005;

/** Has Twilio confirm that account SID and auth token belong together. */
export async function checkCredentials(
  { stored, twilio }: Bench,
): Promise<FindingOf<"credentials">> {
  const { account_sid: accountSid, auth_token: authToken } = stored;
  if (accountSid === null || authToken === null) {
    const missing = [
      ...(accountSid === null ? ["twilio_account_sid"] : []),
      ...(authToken === null ? ["twilio_auth_token"] : []),
    ];
    const facts = { missing };
    return { check, level: "red", finding: "credentials-missing", facts, repair: connect };
  }
  try {
    const { name, isActive } = await twilio.account();
    return isActive
      ? {
        check,
        level: "green",
        finding: "credentials-accepted",
        facts: { accountSid, name },
        repair: null,
      }
      : notActive(accountSid);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "E-CREDENTIALS") throw error;
    const { twilioCode = null, twilioMessage = null } = error.detail;
    if (twilioCode === accountNotActive) return notActive(accountSid);
    const facts = { accountSid, twilioCode, twilioMessage };
    return { check, level: "red", finding: "credentials-refused", facts, repair: connect };
  }
}

function notActive(accountSid: string): FindingOf<"credentials"> {
  const repair = { by: "twilio", page: "account" } as const;
  return { check, level: "red", finding: "account-not-active", facts: { accountSid }, repair };
}
