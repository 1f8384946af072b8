import type { BringInStep } from "../_shared/contracts/connection.ts";
import { Failure } from "../_shared/domain/failure.ts";
import type { NumberSettings } from "../_shared/twilio/voice_settings.ts";
import { accountOf, type Workbench } from "./collaborators.ts";

/**
 * Points a number at the workspace's app. What was there before is kept first, so that no
 * interruption loses it; when a later part fails, the earlier ones are undone.
 * @throws Failure `E-NUMBER-GONE`, `E-NUMBER-VOICE`, `E-NUMBER-REGION`, `E-NUMBER-TAKEN`
 */
export async function bringIn(
  { publicUrl, store, twilio }: Workbench,
  sid: string,
): Promise<BringInStep> {
  const stored = await store.read();
  const account = accountOf(stored);
  const { appSid } = stored;
  if (appSid === null) throw new Failure("E-CONFIG", { missing: ["twilio_twiml_app_sid"] });
  const { number, friendlyName, hasVoice, settings: before } = await twilio.fetchNumber(
    account,
    sid,
  );
  if (!hasVoice) throw new Failure("E-NUMBER-VOICE");
  const region = await twilio.fetchRegion(account, number);
  if (region !== "us1") throw new Failure("E-NUMBER-REGION");

  const after: NumberSettings = {
    ...before,
    voice_application_sid: appSid,
    trunk_sid: null,
    status_callback: `${publicUrl}/status`,
    status_callback_method: "POST",
  };
  const isHere = before.voice_application_sid === appSid;
  const isKept = stored.numbers.some((kept) => kept.sid === sid);
  if (!isHere || !isKept) {
    await store.keepSettings({
      accountSid: account.accountSid,
      sid,
      number,
      settings: isHere ? withoutUs(before, publicUrl) : before,
    });
  }
  const moves = !isHere || before.status_callback !== after.status_callback;
  try {
    if (moves) await twilio.writeNumber(account, { sid, settings: after });
  } catch (error) {
    if (!isHere) await store.forgetSettings({ sid, outcome: "undone" });
    throw error;
  }
  try {
    await store.addNumber({ sid, friendlyName });
  } catch (error) {
    if (moves) await twilio.writeNumber(account, { sid, settings: before });
    if (!isHere) await store.forgetSettings({ sid, outcome: "undone" });
    throw error;
  }
  return { number, moved: !isHere };
}

/**
 * What a number falls back to that was pointed here by hand: nobody knows what it was before, but
 * Twilio keeps a voice URL beside the application that replaced it.
 */
export function withoutUs(settings: NumberSettings, publicUrl: string): NumberSettings {
  const ours = settings.status_callback?.startsWith(publicUrl) ?? false;
  return {
    ...settings,
    voice_application_sid: null,
    status_callback: ours ? null : settings.status_callback,
  };
}
