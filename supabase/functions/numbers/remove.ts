import type { NumberRemoved } from "../_shared/contracts/numbers.ts";
import { Failure } from "../_shared/domain/failure.ts";
import { accountOf, type NumbersBench } from "./collaborators.ts";

/**
 * Gives a number up at Twilio, then forgets it here; calls in the log stay. Not while a call goes on
 * over it: what becomes of such a call, Twilio does not say.
 * @throws Failure `E-NUMBER-GONE` when it is not the workspace's, `E-NUMBER-BUSY`
 */
export async function release(
  bench: NumbersBench,
  number: string,
): Promise<NumberRemoved> {
  const { store, twilio } = bench;
  const account = await accountOf(bench, await store.read());
  const { isOurs, inCall } = await store.look(number);
  if (!isOurs) throw new Failure("E-NUMBER-GONE");
  if (inCall) throw new Failure("E-NUMBER-BUSY");
  const found = await twilio.find(account, number);
  const released = found !== null && await twilio.release(account, found.sid);
  const outcome = released ? "released" : "gone";
  await store.remove({ number, outcome });
  return { number, outcome };
}

/**
 * Forgets a number that Twilio keeps. Its calls must have gone elsewhere before, or callers would
 * hear that it is not in service.
 * @throws Failure `E-NUMBER-GONE` when it is not the workspace's, `E-NUMBER-HERE`
 */
export async function putAway(
  bench: NumbersBench,
  number: string,
): Promise<NumberRemoved> {
  const { store, twilio } = bench;
  const stored = await store.read();
  const { isOurs } = await store.look(number);
  if (!isOurs) throw new Failure("E-NUMBER-GONE");
  if (stored.accountSid !== null && stored.appSid !== null) {
    const found = await twilio.find(await accountOf(bench, stored), number);
    if (found?.settings.voice_application_sid === stored.appSid) throw new Failure("E-NUMBER-HERE");
  }
  await store.remove({ number, outcome: "put_away" });
  return { number, outcome: "put-away" };
}
