import type { NextStep } from "../_shared/data/webhook.ts";
import { twimlAnswer } from "../_shared/http/answer.ts";
import type {
  GenuineVerdict,
  WebhookAnswer,
  WebhookRoute,
} from "../_shared/http/webhook_endpoint.ts";
import { dialClients, dialNumber, hangUp, reject, say } from "../_shared/twilio/twiml.ts";

const messages = {
  received: "📞 ===== INBOUND CALL RECEIVED =====",
  ended: "📞 ===== CALL STATUS UPDATE =====",
  error: "❌ ===== INBOUND CALL ERROR =====",
};

/** The addresses of `inbound`: the TwiML App's Voice URL, and where each `<Dial>` reports its end. */
export function inboundRoutes(publicUrl: string): Record<string, WebhookRoute> {
  const route = (kind: "voice" | "action", received: string): WebhookRoute => ({
    kind,
    messages: { received, error: messages.error },
    answer: (verdict) => answerCall(verdict, publicUrl),
    // Not 200: Twilio then turns to the fallback, which says the same, and its own log shows it.
    answerFailure: (failure) =>
      twimlAnswer(say("cannot-place"), failure.code === "E-DATABASE" ? 503 : 500),
  });
  return {
    "/inbound": route("voice", messages.received),
    "/inbound/action": route("action", messages.ended),
  };
}

/** Whatever happened, a call that Twilio signed gets a document that it can carry out. */
function answerCall(verdict: GenuineVerdict, publicUrl: string): WebhookAnswer {
  if (verdict.verdict === "invalid") return apologise(verdict.reason);
  if (verdict.answer === null) return apologise("no next step");
  const response = twimlAnswer(documentFor(verdict.answer, publicUrl));
  const error = errorOf(verdict.answer, verdict.reason);
  return error === null ? { response } : { response, error };
}

function apologise(error: string): WebhookAnswer {
  return { response: twimlAnswer(say("cannot-place")), error };
}

function documentFor(step: NextStep, publicUrl: string): string {
  switch (step.do) {
    case "dial-number":
      return dialNumber({ publicUrl, to: step.to, legId: step.leg_id, ...dialOptions(step) });
    case "dial-clients":
      return dialClients({
        publicUrl,
        identities: step.identities,
        round: step.round,
        ...dialOptions(step),
      });
    case "say":
      return say(step.sentence);
    case "reject":
      return reject();
    default:
      return hangUp();
  }
}

function dialOptions(
  step: {
    caller_id: string;
    call_id: number;
    step_id: number;
    timeout_s: number;
    time_limit_s: number;
  },
) {
  return {
    callerId: step.caller_id,
    callId: step.call_id,
    stepId: step.step_id,
    timeoutS: step.timeout_s,
    timeLimitS: step.time_limit_s,
  };
}

/** Nobody being there is no fault; a call that cannot be placed is one that an admin looks for. */
function errorOf(step: NextStep, reason: string | null): string | null {
  if (step.do !== "say" || step.sentence === "nobody-available") return null;
  return reason ?? step.sentence;
}
