// Whether an account may have one more leg.

import { profileOf } from "../accounts/profile.ts";
import type { Account } from "../accounts/resources.ts";
import type { Call } from "../calls/call.ts";
import type { Refused } from "./refused.ts";

/**
 * Legs that may run at once (support article "concurrent call limits"): a trial account has 5, one that was upgraded
 * since February 2026 has 2, 3 with an individual profile, and any number with a business profile.
 */
export function mostLegs(account: Account): number {
  if (account.type === "Trial") return 5;
  const profile = profileOf(account);
  if (profile === "business") return Infinity;
  return profile === "individual" ? 3 : 2;
}

/**
 * Null when one more leg may begin. 10001: the account is not active. 10004: it has as many as it may (each leg that
 * rings or talks counts; assumed).
 */
export function legRefusal(account: Account, calls: readonly Call[]): Refused | null {
  if (account.status !== "active") return { code: 10001, message: "Account is not active" };
  const most = mostLegs(account);
  if (most === Infinity) return null;
  const running = calls.filter((call) =>
    call.account === account && !call.isOver && call.status !== "queued"
  );
  return running.length < most ? null : { code: 10004, message: "Call concurrency limit exceeded" };
}
