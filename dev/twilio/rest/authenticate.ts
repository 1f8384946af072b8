// Who asks: Basic authorization by account SID and auth token, or by API key and secret.

import { timingSafeEqual } from "node:crypto";
import type { Accounts } from "../accounts/accounts.ts";
import type { Account } from "../accounts/resources.ts";

/** The account that the credentials open, or null. */
export function authenticate(
  accounts: Accounts,
  header: string | undefined,
  accountSid: string,
): { account: Account; byKey: boolean } | null {
  const match = /^Basic ([A-Za-z0-9+/=]+)$/.exec(header ?? "");
  const pair = Buffer.from(match?.[1] ?? "", "base64").toString("utf8");
  const colon = pair.indexOf(":");
  const account = accounts.get(accountSid);
  if (colon < 0 || account === null) return null;
  const user = pair.slice(0, colon);
  const password = pair.slice(colon + 1);
  if (user === account.sid) {
    return same(password, account.authToken) ? { account, byKey: false } : null;
  }
  const secret = accounts.keySecret(account.sid, user);
  return secret !== null && same(password, secret) ? { account, byKey: true } : null;
}

function same(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
