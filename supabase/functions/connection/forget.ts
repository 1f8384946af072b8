import type { LeftBehind } from "../_shared/contracts/connection.ts";
import type { Connection } from "../_shared/data/connection.ts";
import { Failure } from "../_shared/domain/failure.ts";
import { accountOf, type Workbench } from "./collaborators.ts";
import { confirm } from "./account.ts";

/**
 * Forgets an account that Twilio does not open any more: its token was rotated, or it is suspended, closed or gone.
 * Nothing of it can be undone at Twilio then, so what is left there is answered and kept in the audit log.
 * @throws Failure `E-ACCOUNT-LIVE`: Twilio opens it, and disconnecting leaves nothing behind
 */
export async function forgetAccount(bench: Workbench): Promise<LeftBehind> {
  const stored = await bench.store.read();
  const { accountSid } = stored;
  if (accountSid !== null) {
    if (await isOpen(bench, stored)) throw new Failure("E-ACCOUNT-LIVE");
    await bench.store.forgetAccount(accountSid);
  }
  return {
    accountSid,
    appSid: stored.appSid,
    keySids: [
      ...(stored.keySid === null ? [] : [stored.keySid]),
      ...stored.retiring.map(({ keySid }) => keySid),
    ],
    numbers: stored.numbers.map(({ number }) => number),
    recordings: stored.recordings,
  };
}

async function isOpen(bench: Workbench, stored: Connection): Promise<boolean> {
  try {
    await confirm(bench.twilio, await accountOf(bench, stored));
    return true;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}
