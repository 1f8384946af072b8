import type { NextStep } from "../domain/next_step.ts";
import { recordingAddress } from "../twilio/callback_address.ts";
import {
  askAgain,
  dialClients,
  dialNumber,
  hangUp,
  joinConference,
  reject,
  say,
  tell,
} from "../twilio/twiml.ts";

/** The TwiML of what the database decided. */
export function documentFor(step: NextStep, publicUrl: string): string {
  switch (step.do) {
    case "dial-number":
      return dialNumber({
        to: step.to,
        legId: step.leg_id,
        whisper: step.whisper,
        ...dialOptions(step, publicUrl),
      });
    case "dial-clients":
      return dialClients({
        identities: step.identities,
        round: step.round,
        consent: step.consent,
        ...dialOptions(step, publicUrl),
      });
    case "conference":
      return joinConference({
        publicUrl,
        name: step.name,
        label: step.label,
        callId: step.call_id,
        stepId: step.step_id,
        timeLimitS: step.time_limit_s,
        music: step.music === true,
      });
    case "ask-again":
      return askAgain({ publicUrl, callId: step.call_id, stepId: step.step_id });
    case "tell": {
      const { language, sentence, call_id: callId, leg_id: legId, confirms } = step;
      const about = { publicUrl, callId, legId };
      const afterwards = confirms ? recordingAddress(about, "/inbound/consent", { told: 1 }) : null;
      return tell({ language, sentence, afterwards });
    }
    case "say":
      return say(step.sentence);
    case "reject":
      return reject();
    case "hangup":
      return hangUp();
    default:
      return step satisfies never;
  }
}

function dialOptions(
  step: Extract<NextStep, { do: "dial-number" | "dial-clients" }>,
  publicUrl: string,
) {
  return {
    publicUrl,
    callerId: step.caller_id,
    callId: step.call_id,
    stepId: step.step_id,
    timeoutS: step.timeout_s,
    timeLimitS: step.time_limit_s,
  };
}
