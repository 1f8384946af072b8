import { Failure } from "./failure.ts";

/** An account with its auth token and, while that is rotated, the one beside it. */
export interface StoredAccount {
  accountSid: string | null;
  authToken: string | null;
  otherToken: string | null;
}

/**
 * The stored account by the token that Twilio takes. Only while there are two is Twilio asked.
 * @param ask asks Twilio anything as this account
 * @throws Failure `E-CONFIG` that names what is not stored; `E-CREDENTIALS` when Twilio takes neither of two
 */
export async function takenAccount(
  { accountSid, authToken, otherToken }: StoredAccount,
  ask: (account: { accountSid: string; authToken: string }) => Promise<unknown>,
): Promise<{ accountSid: string; authToken: string }> {
  if (accountSid === null) throw new Failure("E-CONFIG", { missing: ["twilio_account_sid"] });
  if (authToken === null) throw new Failure("E-CONFIG", { missing: ["twilio_auth_token"] });
  if (otherToken === null) return { accountSid, authToken };
  return await byEitherToken([authToken, otherToken], async (token) => {
    const account = { accountSid, authToken: token };
    await ask(account);
    return account;
  });
}

/**
 * Does something as the account, by the first of its auth tokens that Twilio accepts: while a token is rotated in
 * Twilio's console there are two, and only Twilio knows which of them it takes today.
 * @throws Failure `E-CREDENTIALS` when it takes none of them, `E-CONFIG` when there is none
 */
export async function byEitherToken<T>(
  authTokens: readonly string[],
  act: (authToken: string) => Promise<T>,
): Promise<T> {
  const [authToken, ...others] = authTokens;
  if (authToken === undefined) throw new Failure("E-CONFIG", { missing: ["twilio_auth_token"] });
  try {
    return await act(authToken);
  } catch (error) {
    const isRefused = error instanceof Failure && error.code === "E-CREDENTIALS";
    if (!isRefused || others.length === 0) throw error;
    return await byEitherToken(others, act);
  }
}
