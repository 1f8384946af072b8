import { assertEquals, assertStringIncludes } from "@std/assert";
import { postWebhook } from "./webhooks.ts";

Deno.test("the fallback apologises to anybody, signed or not", async () => {
  const response = await postWebhook("/fallback", { ErrorCode: "11200" }, {});
  assertEquals(response.status, 200);
  assertEquals(response.headers.get("content-type"), "text/xml; charset=utf-8");
  assertStringIncludes(await response.text(), "<Hangup/></Response>");
});
