// The Primary Customer Profile of Trust Hub: who the account's holder is, which decides how many calls it may have.

import { stableSid } from "../ids.ts";
import type { Account, CustomerProfile } from "./resources.ts";

/** `in-review`: a business profile that Twilio has not approved yet. */
export const PROFILES = ["none", "individual", "business", "in-review"] as const;
export type Profile = (typeof PROFILES)[number];

/** Policies of a primary profile. That the kinds are told apart by them is assumed. */
export const BUSINESS_POLICY = "RN6433641899984f951173ef1738c3bdd0";
const INDIVIDUAL_POLICY = "RN806dd6cd175f314e1f96a9727ee271f4";

/** What the account's profiles amount to. */
export function profileOf(account: Account): Profile {
  const approved = [...account.profiles.values()]
    .filter((one) => one.status === "twilio-approved")
    .map((one) => one.policySid);
  if (approved.includes(BUSINESS_POLICY)) return "business";
  if (approved.includes(INDIVIDUAL_POLICY)) return "individual";
  return account.profiles.size > 0 ? "in-review" : "none";
}

/** Gives the account exactly this profile instead of those that it has. */
export function setProfile(account: Account, profile: Profile, now: number): void {
  account.profiles.clear();
  if (profile === "none") return;
  const sid = stableSid("BU", account.sid, profile);
  const one: CustomerProfile = {
    sid,
    policySid: profile === "individual" ? INDIVIDUAL_POLICY : BUSINESS_POLICY,
    friendlyName: account.friendlyName || "Primary Customer Profile",
    email: "owner@example.com",
    statusCallback: "",
    status: profile === "in-review" ? "in-review" : "twilio-approved",
    createdAt: now,
    updatedAt: now,
  };
  account.profiles.set(sid, one);
}
