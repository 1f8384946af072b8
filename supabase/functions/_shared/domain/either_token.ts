import { Failure } from "./failure.ts";

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
