import type { CustomerProfile } from "../../_shared/twilio/customer_profile.ts";
import type { Bench, FindingOf } from "../collaborators.ts";

/** What kind of account it is, and so what it may not do. */
export async function checkAccount({ twilio }: Bench): Promise<FindingOf<"account">> {
  const check = "account";
  const { isTrial, isSubaccount } = await twilio.account();
  if (!isTrial) {
    return {
      check,
      level: "green",
      finding: "account-full",
      facts: { isSubaccount },
      repair: null,
    };
  }
  const facts = { verified: await twilio.verifiedNumbers() };
  const repair = { by: "twilio", page: "billing" } as const;
  return { check, level: "amber", finding: "account-trial", facts, repair };
}

/** Legs at once, by what Twilio knows of the holder (https://www.twilio.com/docs/api/errors/10004). */
const legs = { trial: 5, none: 2, "in-review": 2, individual: 3 } as const;

/** How many calls the account may have at once. */
export async function checkConcurrency({ twilio }: Bench): Promise<FindingOf<"concurrency">> {
  const check = "concurrency";
  const { isTrial } = await twilio.account();
  const profile: "trial" | CustomerProfile = isTrial ? "trial" : await twilio.profile();
  if (profile === "business") {
    return { check, level: "green", finding: "concurrency-unlimited", facts: {}, repair: null };
  }
  const facts = { profile, calls: legs[profile] };
  const page = isTrial ? "billing" : "customerProfiles";
  return {
    check,
    level: "amber",
    finding: "concurrency-limited",
    facts,
    repair: { by: "twilio", page },
  };
}
