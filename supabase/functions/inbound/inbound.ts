import type { NextStep } from "../_shared/domain/next_step.ts";
import { twimlAnswer } from "../_shared/http/answer.ts";
import type {
  GenuineVerdict,
  WebhookAnswer,
  WebhookRoute,
} from "../_shared/http/webhook_endpoint.ts";
import { goOn, say } from "../_shared/twilio/twiml.ts";
import { documentFor } from "../_shared/use_cases/document.ts";

const messages = {
  received: "📞 ===== INBOUND CALL RECEIVED =====",
  ended: "📞 ===== CALL STATUS UPDATE =====",
  told: "📞 ===== RECORDING CONSENT =====",
  error: "❌ ===== INBOUND CALL ERROR =====",
};

/**
 * The addresses of `inbound`: the TwiML App's Voice URL, where each `<Dial>` reports its end, where a line asks again, and
 * what telephones are told before they are recorded.
 */
export function inboundRoutes(publicUrl: string): Record<string, WebhookRoute> {
  const route = (kind: "voice" | "action" | "redirect", received: string): WebhookRoute => ({
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
    "/inbound/again": route("redirect", messages.ended),
    "/inbound/consent": {
      kind: "consent",
      messages: { received: messages.told, error: messages.error },
      answer: (verdict) => answerConsent(verdict, publicUrl),
      // The talk must not wait for it: whoever was not told is not recorded.
      answerFailure: () => twimlAnswer(goOn()),
    },
  };
}

function answerConsent(verdict: GenuineVerdict, publicUrl: string): WebhookAnswer {
  if (verdict.verdict === "invalid") {
    return { response: twimlAnswer(goOn()), error: verdict.reason };
  }
  const { answer } = verdict;
  return {
    response: twimlAnswer(answer?.do === "tell" ? documentFor(answer, publicUrl) : goOn()),
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

/** Nobody being there is no fault; a call that cannot be placed is one that an admin looks for. */
function errorOf(step: NextStep, reason: string | null): string | null {
  if (step.do !== "say" || step.sentence === "nobody-available") return null;
  return reason ?? step.sentence;
}
