// Who asks: Basic authorization by account SID and auth token, or by API key and secret.

import { timingSafeEqual } from "node:crypto";
import type { Accounts } from "../accounts/accounts.ts";
import type { Account } from "../accounts/resources.ts";

/** The account that the credentials open, and whether an API key opened it; null for none. */
export function authenticate(
  accounts: Accounts,
  header: string | undefined,
): { account: Account; byKey: boolean } | null {
  const match = /^Basic ([A-Za-z0-9+/=]+)$/.exec(header ?? "");
  const pair = Buffer.from(match?.[1] ?? "", "base64").toString("utf8");
  const colon = pair.indexOf(":");
  if (colon < 0) return null;
  const user = pair.slice(0, colon);
  const password = pair.slice(colon + 1);
  const own = accounts.get(user);
  if (own !== null) {
    const tokens = [own.authToken, own.secondaryAuthToken].filter((token) => token !== "");
    return tokens.some((token) => same(password, token)) ? { account: own, byKey: false } : null;
  }
  const account = accounts.byKey(user);
  const secret = account?.keys.get(user)?.secret;
  if (account === null || secret === undefined) return null;
  return same(password, secret) ? { account, byKey: true } : null;
}

function same(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
