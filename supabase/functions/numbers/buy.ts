import type { Bought } from "../_shared/contracts/numbers.ts";
import type { NumberUse } from "../_shared/data/numbers.ts";
import { Failure } from "../_shared/domain/failure.ts";
import type { Account } from "../_shared/twilio/account.ts";
import type { NumberOrder } from "../_shared/twilio/number_orders.ts";
import { accountOf, type NumbersBench } from "./collaborators.ts";

/**
 * Buys a number, pointed here from its first moment, and takes it in. Pressed again after whatever
 * interruption, it finds the number in the account and takes it in without buying.
 * @throws Failure `E-NUMBER-TAKEN` and `E-NUMBER-SOLD` before anything is bought; what `buyNumber` throws;
 * `E-NUMBER-UNSURE` when nobody knows whether it was bought
 */
export async function buy(
  bench: NumbersBench,
  { number, friendlyName, addressSid, bundleSid, uses }: {
    number: string;
    friendlyName: string;
    addressSid?: string | undefined;
    bundleSid?: string | undefined;
    uses: readonly NumberUse[];
  },
): Promise<Bought> {
  const { publicUrl, store, twilio } = bench;
  const stored = await store.read();
  const account = await accountOf(bench, stored);
  const { appSid } = stored;
  if (appSid === null) throw new Failure("E-CONFIG", { missing: ["twilio_twiml_app_sid"] });
  const { isTaken } = await store.look(number);
  const found = await twilio.find(account, number);
  // Only whose account has the number may know that another workspace of this installation has it, too. Everybody else
  // hears what Twilio says of any number that is somebody's.
  if (isTaken) throw new Failure(found === null ? "E-NUMBER-SOLD" : "E-NUMBER-TAKEN");
  // A number that the account has for something else is brought in on purpose only.
  if (found !== null && found.settings.voice_application_sid !== appSid) {
    throw new Failure("E-NUMBER-ELSEWHERE");
  }
  const sid = found?.sid ?? await order(twilio, account, {
    number,
    friendlyName: friendlyName || number,
    appSid,
    statusCallback: `${publicUrl}/status`,
    addressSid,
    bundleSid,
  });
  await store.take({ accountSid: account.accountSid, sid, number, friendlyName, uses });
  return { number, found: found !== null };
}

/** Twilio's own faults: what became of the request, nobody knows. */
const isFaultOfTwilio = (code: number) => code >= 20500 && code < 20600;

/** Orders once. When no clear answer comes, the account says what became of it. */
async function order(
  twilio: NumbersBench["twilio"],
  account: Account,
  wanted: NumberOrder,
): Promise<string> {
  try {
    return await twilio.buy(account, wanted);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // In the same words as above.
    if (error.code === "E-NUMBER-SOLD") throw new Failure(error.code, {}, error);
    if (error.code !== "E-TWILIO") throw error;
    const { twilioCode } = error.detail;
    if (twilioCode !== undefined && !isFaultOfTwilio(twilioCode)) throw error;
    const bought = await twilio.find(account, wanted.number).catch(() => null);
    if (bought !== null) return bought.sid;
    throw new Failure("E-NUMBER-UNSURE", error.detail, error);
  }
}
