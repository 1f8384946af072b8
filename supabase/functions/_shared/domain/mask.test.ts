import { assertEquals } from "@std/assert";
import { maskNumbers } from "./mask.ts";

Deno.test("a number keeps its first two and last two digits", () => {
  assertEquals(maskNumbers("+442079460142"), "+44********42");
  assertEquals(maskNumbers("02079460142"), "02*******42");
});

Deno.test("numbers inside other text are masked too", () => {
  assertEquals(maskNumbers("sip:+442079460142@example.com"), "sip:+44********42@example.com");
});

Deno.test("a client's name and a short code stay readable", () => {
  assertEquals(maskNumbers("client:priya_7"), "client:priya_7");
  assertEquals(maskNumbers("112"), "112");
});
