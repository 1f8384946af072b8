import { assertEquals, assertStringIncludes } from "@std/assert";
import type { NextStep } from "../_shared/domain/next_step.ts";
import { Failure } from "../_shared/domain/failure.ts";
import type { GenuineVerdict } from "../_shared/http/webhook_endpoint.ts";
import { inboundRoutes } from "./inbound.ts";

const routes = inboundRoutes("https://x.supabase.co/functions/v1");
const voice = routes["/inbound"]!;

function ok(answer: NextStep | null, reason: string | null = null): GenuineVerdict {
  return { verdict: "ok", call_id: 7, applied: true, reason, answer, follow: null };
}

const dialNumber: NextStep = {
  do: "dial-number",
  to: "+493023125610",
  caller_id: "+4930901820",
  call_id: 7,
  step_id: 12,
  leg_id: 30,
  timeout_s: 30,
  time_limit_s: 14400,
  whisper: false,
};

Deno.test("each next step is a document that Twilio carries out", async () => {
  const documents: [NextStep, string][] = [
    [dialNumber, "+493023125610</Number>"],
    [
      {
        do: "dial-clients",
        identities: ["priya"],
        call_id: 7,
        step_id: 12,
        round: 1,
        caller_id: "+493023125610",
        timeout_s: 30,
        time_limit_s: 14400,
        consent: null,
      },
      "<Identity>priya</Identity>",
    ],
    [{ do: "say", sentence: "nobody-available" }, "<Say>We're sorry, nobody can take your call"],
    [{ do: "reject" }, '<Response><Reject reason="busy"/></Response>'],
    [{ do: "hangup" }, "<Response><Hangup/></Response>"],
  ];
  for (const [step, part] of documents) {
    const { response, error } = voice.answer(ok(step));
    assertEquals(response.status, 200);
    assertEquals(response.headers.get("content-type"), "text/xml; charset=utf-8");
    assertStringIncludes(await response.text(), part);
    assertEquals(error, undefined);
  }
});

Deno.test("what cannot be placed is apologised for, with 200 and an error for the log", async () => {
  const verdicts: [GenuineVerdict, string][] = [
    [ok({ do: "say", sentence: "cannot-place" }, "ticket used"), "ticket used"],
    [ok({ do: "say", sentence: "not-in-service" }), "not-in-service"],
    [{ verdict: "invalid", reason: "CallSid malformed" }, "CallSid malformed"],
    [ok(null), "no next step"],
  ];
  for (const [verdict, reason] of verdicts) {
    const { response, error } = voice.answer(verdict);
    assertEquals(response.status, 200);
    assertStringIncludes(await response.text(), "<Say>");
    assertEquals(error, reason);
  }
});

Deno.test("without the database the status is 503, so that Twilio asks the fallback", async () => {
  const response = voice.answerFailure(new Failure("E-DATABASE"));
  assertEquals(response.status, 503);
  assertStringIncludes(await response.text(), "<Say>");
  assertEquals(voice.answerFailure(new Failure("E-INTERNAL")).status, 500);
});

Deno.test("the end of a dial has its own address and is a status update in the log", () => {
  assertEquals(routes["/inbound/action"]?.kind, "action");
  assertEquals(
    routes["/inbound/action"]?.messages.received,
    "📞 ===== CALL STATUS UPDATE =====",
  );
  assertEquals(voice.messages, {
    received: "📞 ===== INBOUND CALL RECEIVED =====",
    error: "❌ ===== INBOUND CALL ERROR =====",
  });
});
