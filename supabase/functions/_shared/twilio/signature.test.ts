import { assertEquals } from "@std/assert";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { signAsTwilio } from "./signature.ts";

Deno.test("a signature is what the official library expects", async () => {
  const url = "https://calls.example.com/functions/v1/status";
  const form = { CallSid: "CA1", AccountSid: "AC1", Umlaut: "Grüße" };
  assertEquals(
    await signAsTwilio("token", `${url}AccountSidAC1CallSidCA1UmlautGrüße`),
    getExpectedTwilioSignature("token", url, form),
  );
});
