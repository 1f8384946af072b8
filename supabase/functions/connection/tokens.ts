import type { ConnectionState } from "../_shared/contracts/connection.ts";
import { Failure } from "../_shared/domain/failure.ts";
import { confirm, isAccepted } from "./account.ts";
import type { Workbench } from "./collaborators.ts";
import { readState } from "./state.ts";

/**
 * Keeps the account's secondary auth token before it is promoted in Twilio's console, so that no webhook is refused as
 * Twilio changes over. Twilio's API takes a secondary token; it signs webhooks with the primary one only.
 * @throws Failure `E-TOKEN-SAME`, `E-CREDENTIALS`, `E-ACCOUNT-STATUS`
 */
export async function keepNextToken(
  { store, twilio }: Workbench,
  authToken: string,
): Promise<ConnectionState> {
  const { accountSid, authToken: present } = await store.read();
  if (accountSid === null) throw new Failure("E-CONFIG", { missing: ["twilio_account_sid"] });
  if (authToken === present) throw new Failure("E-TOKEN-SAME");
  const next = { accountSid, authToken };
  await confirm(twilio, next);
  await store.keepNextToken(next);
  return await readState(store);
}

/**
 * Makes the next token the token, after its promotion: Twilio then refuses the former one.
 * @throws Failure `E-TOKEN-PRIMARY` while Twilio takes the present one
 */
export async function promoteToken({ store, twilio }: Workbench): Promise<ConnectionState> {
  const { accountSid, authToken, otherToken, otherIsFormer } = await store.read();
  if (accountSid === null) throw new Failure("E-CONFIG", { missing: ["twilio_account_sid"] });
  if (otherToken === null) throw new Failure("E-CONFIG", { missing: ["twilio_auth_token_next"] });
  if (!otherIsFormer) {
    await confirm(twilio, { accountSid, authToken: otherToken });
    if (authToken !== null && await isAccepted(twilio, { accountSid, authToken })) {
      throw new Failure("E-TOKEN-PRIMARY");
    }
    await store.promoteNextToken();
  }
  return await readState(store);
}

export async function removeToken({ store }: Workbench): Promise<ConnectionState> {
  await store.forgetNextToken();
  return await readState(store);
}
