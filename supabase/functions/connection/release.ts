import * as v from "valibot";
import type { Released } from "../_shared/contracts/connection.ts";
import type { Connection } from "../_shared/data/connection.ts";
import { Failure } from "../_shared/domain/failure.ts";
import type { IncomingNumber } from "../_shared/twilio/incoming_numbers.ts";
import { NumberSettingsSchema } from "../_shared/twilio/voice_settings.ts";
import { withoutUs } from "./bring_in.ts";
import { accountOf, type Workbench } from "./collaborators.ts";

/** Gives one number back. */
export async function releaseNumber(bench: Workbench, sid: string): Promise<Released> {
  const stored = await bench.store.read();
  const kept = stored.numbers.find((each) => each.sid === sid);
  return await giveBack(bench, stored, { sid, number: kept?.number ?? null });
}

/**
 * Puts back what answered a number before. One that was pointed elsewhere by hand since is left
 * alone: whoever did that meant it.
 */
export async function giveBack(
  { publicUrl, store, twilio }: Workbench,
  stored: Connection,
  { sid, number }: { sid: string; number: string | null },
): Promise<Released> {
  const account = accountOf(stored);
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
  if (stored.appSid === null || now.settings.voice_application_sid !== stored.appSid) {
    await store.forgetSettings({ sid, outcome: "left_alone" });
    return { number: now.number, outcome: "left-alone" };
  }
  const kept = stored.numbers.find((each) => each.sid === sid);
  const before = kept === undefined
    ? withoutUs(now.settings, publicUrl)
    : v.parse(NumberSettingsSchema, kept.settings);
  await twilio.writeNumber(account, { sid, settings: before });
  await store.forgetSettings({ sid, outcome: "restored" });
  return { number: now.number, outcome: "restored" };
}
