import * as v from "valibot";
import type { Account } from "./account.ts";
import { listAll } from "./list_all.ts";
import type { TwilioRest } from "./rest.ts";

/** The policy of a primary business profile (https://www.twilio.com/docs/trust-hub/trusthub-rest-api). */
const businessPolicy = "RN6433641899984f951173ef1738c3bdd0";

const ProfileSchema = v.object({ policy_sid: v.string(), status: v.string() });

/** Who Twilio knows the account's holder to be. */
export type CustomerProfile = "none" | "in-review" | "individual" | "business";

export async function fetchCustomerProfile(
  twilio: TwilioRest,
  account: Account,
): Promise<CustomerProfile> {
  const profiles = await listAll(twilio, account, {
    product: "trusthub",
    resource: "v1/CustomerProfiles",
    key: "results",
    item: ProfileSchema,
  });
  const approved = profiles.filter(({ status }) => status === "twilio-approved");
  if (approved.some(({ policy_sid }) => policy_sid === businessPolicy)) return "business";
  if (approved.length > 0) return "individual";
  return profiles.some(({ status }) => status.endsWith("-review")) ? "in-review" : "none";
}
