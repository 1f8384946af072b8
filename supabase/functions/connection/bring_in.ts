import type { BringInStep } from "../_shared/contracts/connection.ts";
import { Failure } from "../_shared/domain/failure.ts";
import type { NumberSettings } from "../_shared/twilio/voice_settings.ts";
import { accountOf, type Workbench } from "./collaborators.ts";
import { givenName } from "./given_name.ts";
import { undoStep } from "./undo_step.ts";

/**
 * Points a number at the workspace's app. What was there before is kept first, so that no interruption loses it; when a
 * later part fails, the earlier ones are undone.
 * @throws Failure `E-NUMBER-GONE`, `E-NUMBER-VOICE`, `E-NUMBER-REGION`, `E-NUMBER-TAKEN`
 */
export async function bringIn(bench: Workbench, sid: string): Promise<BringInStep> {
  const { publicUrl, store, twilio } = bench;
  const stored = await store.read();
  const account = await accountOf(bench, stored);
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
  const kept = stored.numbers.find((each) => each.sid === sid);
  // A former app of ours: what was there before us is kept already, and a dead app is nothing to go back to.
  const wasHere = isHere || (kept !== undefined && kept.appSid === before.voice_application_sid);
  if (kept === undefined || !isHere) {
    const settings = isHere ? withoutUs(before, publicUrl) : before;
    await store.keepSettings({ accountSid: account.accountSid, sid, number, settings });
  }

  const moves = !isHere || before.status_callback !== after.status_callback;
  const forget = () => store.forgetSettings({ sid, outcome: "undone" });
  const putBack = async () => {
    const now = await twilio.fetchNumber(account, sid);
    // Not seen to have moved, and not refused either: it may move yet, so what was there stays kept.
    if (now.settings.voice_application_sid !== appSid) throw new Failure("E-TWILIO");
    await twilio.writeNumber(account, { sid, settings: before });
    await forget();
  };
  try {
    if (moves) await twilio.writeNumber(account, { sid, settings: after });
  } catch (error) {
    if (wasHere) throw error;
    // Refused in Twilio's words: nothing happened, and there is nothing to put back.
    const isRefused = error instanceof Failure && error.detail.twilioCode !== undefined;
    if (isRefused) await forget();
    throw isRefused ? error : await undoStep(error, "number", putBack);
  }
  try {
    await store.addNumber({ sid, friendlyName: givenName(friendlyName, number) });
  } catch (error) {
    throw wasHere ? error : await undoStep(error, "number", putBack);
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
