import { errorAnswer } from "../_shared/http/answer.ts";
import type {
  GenuineVerdict,
  WebhookAnswer,
  WebhookRoute,
} from "../_shared/http/webhook_endpoint.ts";

/**
 * The addresses of `status`: every status callback, of the app, of numbers and of each leg,
 * the conferences' events, and how recordings go.
 */
export const statusRoutes: Record<string, WebhookRoute> = {
  "/status": route("status"),
  "/status/conference": route("conference"),
  "/status/recording": route("recording"),
};

function route(kind: "status" | "conference" | "recording"): WebhookRoute {
  return {
    kind,
    messages: {
      received: "📞 ===== CALL STATUS UPDATE =====",
      error: "❌ ===== CALL STATUS ERROR =====",
    },
    answer: answerStatus,
    answerFailure: (failure) => errorAnswer(failure.code),
  };
}

function answerStatus(verdict: GenuineVerdict): WebhookAnswer {
  return verdict.verdict === "invalid"
    ? { response: errorAnswer("E-BODY"), error: verdict.reason }
    : { response: new Response(null, { status: 204 }) };
}
