import { byEitherToken } from "./either_token.ts";

/** Former API keys of a workspace that no dialer needs any more, and what deletes them at Twilio. */
export interface KeysDue {
  accountSid: string | null;
  authTokens: readonly string[];
  keys: readonly string[];
}

export interface RetiredKeys {
  readDue: () => Promise<KeysDue>;
  /** A key that is not there any more is deleted, too. */
  deleteKey: (key: { accountSid: string; authToken: string; sid: string }) => Promise<void>;
  forget: (keySid: string) => Promise<void>;
}

/**
 * Ends a rotation: deletes at Twilio what is due, then forgets it, so that an interruption repeats the deletion and
 * nothing else. Only the auth token can delete keys (https://www.twilio.com/docs/iam/api-keys).
 */
export async function deleteRetiredKeys(
  { readDue, deleteKey, forget }: RetiredKeys,
): Promise<void> {
  const { accountSid, authTokens, keys } = await readDue();
  if (accountSid === null) return;
  for (const sid of keys) {
    await byEitherToken(authTokens, (authToken) => deleteKey({ accountSid, authToken, sid }));
    await forget(sid);
  }
}
