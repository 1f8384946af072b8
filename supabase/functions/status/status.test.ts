import { assertEquals } from "@std/assert";
import { Failure } from "../_shared/domain/failure.ts";
import { statusRoutes } from "./status.ts";

const route = statusRoutes["/status"]!;

Deno.test("an event is taken, whether it changed something or not", () => {
  for (const applied of [true, false]) {
    const verdict = {
      verdict: "ok",
      call_id: 7,
      applied,
      reason: null,
      answer: null,
      follow: null,
    } as const;
    const { response, error } = route.answer(verdict);
    assertEquals([response.status, response.body, error], [204, null, undefined]);
  }
});

Deno.test("wrong types are 400 and an error for the log", () => {
  const { response, error } = route.answer({ verdict: "invalid", reason: "CallStatus unknown" });
  assertEquals(response.status, 400);
  assertEquals(error, "CallStatus unknown");
});

Deno.test("without the database the status is 503", () => {
  assertEquals(route.answerFailure(new Failure("E-DATABASE")).status, 503);
});
