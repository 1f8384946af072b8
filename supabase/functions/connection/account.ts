import type { ConnectedAccount } from "../_shared/contracts/connection.ts";
import type { Connection } from "../_shared/data/connection.ts";
import { Failure } from "../_shared/domain/failure.ts";
import type { Account } from "../_shared/twilio/account.ts";
import { accountOf, type ConnectionTwilio, type Workbench } from "./collaborators.ts";

/** Twilio's code for an account that is suspended or closed. */
const accountNotActive = 20005;

/** What Twilio says of the stored account. */
export async function readAccount(bench: Workbench): Promise<ConnectedAccount> {
  return await confirm(bench.twilio, await accountOf(bench, await bench.store.read()));
}

/**
 * Has Twilio confirm account SID and auth token, and only then seals them: as the account's token, or beside it. Whoever asks is an admin
 * before Twilio hears of it: this must not become a place to try tokens.
 * @throws Failure `E-CREDENTIALS`, `E-ACCOUNT-STATUS`, `E-ACCOUNT-TAKEN`, `E-ACCOUNT-OTHER`
 */
export async function checkAccount(
  bench: Workbench,
  { accountSid, authToken }: { accountSid: string; authToken?: string | undefined },
): Promise<ConnectedAccount> {
  const { publicUrl, store, twilio } = bench;
  const stored = await store.read();
  if (authToken === undefined && stored.accountSid !== accountSid) {
    throw new Failure("E-CONFIG", { missing: ["twilio_auth_token"] });
  }
  const account = authToken === undefined
    ? await accountOf(bench, stored)
    : { accountSid, authToken };
  const confirmed = await confirm(twilio, account);
  await store.keepFunctionsUrl(publicUrl);
  await keepConfirmed(bench, stored, account);
  return confirmed;
}

/**
 * Two tokens that Twilio takes are the primary and the secondary one, and it does not say which it signs with: the other
 * one is kept beside the token, so that both verify. Once Twilio refuses the token, the other one takes its place.
 */
async function keepConfirmed(
  { store, twilio }: Workbench,
  { accountSid, authToken, otherToken, otherIsFormer }: Connection,
  confirmed: Account,
): Promise<void> {
  const isOther = accountSid === confirmed.accountSid && authToken !== null &&
    authToken !== confirmed.authToken;
  if (!isOther) return await store.connect(confirmed);
  if (await isAccepted(twilio, { accountSid, authToken })) {
    return await store.keepNextToken(confirmed);
  }
  return otherToken === confirmed.authToken && !otherIsFormer
    ? await store.promoteNextToken()
    : await store.connect(confirmed);
}

/** Whether Twilio takes this token of the account. */
export async function isAccepted(twilio: ConnectionTwilio, account: Account): Promise<boolean> {
  try {
    await confirm(twilio, account);
    return true;
  } catch (error) {
    if (error instanceof Failure && error.code === "E-CREDENTIALS") return false;
    throw error;
  }
}

/**
 * Has Twilio confirm that SID and token belong together, and that the account is in use.
 * @throws Failure `E-CREDENTIALS`, `E-ACCOUNT-STATUS`
 */
export async function confirm(
  twilio: ConnectionTwilio,
  account: Account,
): Promise<ConnectedAccount> {
  try {
    const { sid, name, isActive, isTrial, isSubaccount } = await twilio.fetchAccount(account);
    if (!isActive) throw new Failure("E-ACCOUNT-STATUS");
    if (sid !== account.accountSid) throw new Failure("E-CREDENTIALS");
    return { sid, name, isTrial, isSubaccount };
  } catch (error) {
    throw namingStatus(error);
  }
}

/** Twilio refuses a suspended account as it refuses a wrong token; only its code tells. */
export function namingStatus(error: unknown): unknown {
  return error instanceof Failure && error.detail.twilioCode === accountNotActive
    ? new Failure("E-ACCOUNT-STATUS", error.detail, error)
    : error;
}
