import { assertEquals } from "@std/assert";
import { say } from "../_shared/twilio/twiml.ts";
import { answerFallback, apology } from "./fallback.ts";

Deno.test("the constant apology is what the builder would write", () => {
  assertEquals(apology, say("cannot-place"));
});

Deno.test("it is answered as a document", async () => {
  const response = answerFallback();
  assertEquals(response.status, 200);
  assertEquals(response.headers.get("content-type"), "text/xml; charset=utf-8");
  assertEquals(await response.text(), apology);
});
