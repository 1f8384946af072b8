import * as v from "valibot";
import type { Released } from "../_shared/contracts/connection.ts";
import type { Connection } from "../_shared/data/connection.ts";
import { Failure } from "../_shared/domain/failure.ts";
import type { Account } from "../_shared/twilio/account.ts";
import type { IncomingNumber } from "../_shared/twilio/incoming_numbers.ts";
import { NumberSettingsSchema, sameNumberSettings } from "../_shared/twilio/voice_settings.ts";
import { withoutUs } from "./bring_in.ts";
import { accountOf, type Workbench } from "./collaborators.ts";

/** Gives one number back. */
export async function releaseNumber(bench: Workbench, sid: string): Promise<Released> {
  const stored = await bench.store.read();
  const kept = stored.numbers.find((each) => each.sid === sid);
  const account = await accountOf(bench, stored);
  return await giveBack(bench, account, stored, { sid, number: kept?.number ?? null });
}

/**
 * Puts back what answered a number before. One that was pointed elsewhere by hand since is left
 * alone: whoever did that meant it.
 */
export async function giveBack(
  { publicUrl, store, twilio }: Workbench,
  account: Account,
  stored: Connection,
  { sid, number }: { sid: string; number: string | null },
): Promise<Released> {
  let now: IncomingNumber;
  try {
    now = await twilio.fetchNumber(account, sid);
  } catch (error) {
    if (number === null || !(error instanceof Failure) || error.code !== "E-NUMBER-GONE") {
      throw error;
    }
    await store.forgetSettings({ sid, outcome: "gone" });
    return { number, outcome: "gone" };
  }
  const kept = stored.numbers.find((each) => each.sid === sid);
  const before = kept === undefined
    ? withoutUs(now.settings, publicUrl)
    : v.parse(NumberSettingsSchema, kept.settings);
  const app = now.settings.voice_application_sid;
  if (app !== null && (app === stored.appSid || app === kept?.appSid)) {
    await twilio.writeNumber(account, { sid, settings: before });
  } else if (!sameNumberSettings(now.settings, before)) {
    await store.forgetSettings({ sid, outcome: "left_alone" });
    return { number: now.number, outcome: "left-alone" };
  }
  await store.forgetSettings({ sid, outcome: "restored" });
  return { number: now.number, outcome: "restored" };
}
