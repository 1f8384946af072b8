import { assertEquals } from "@std/assert";
import { maskNumbers } from "./mask.ts";

Deno.test("a number keeps its first two and last two digits", () => {
  assertEquals(maskNumbers("+442079460142"), "+44********42");
  assertEquals(maskNumbers("02079460142"), "02*******42");
});

Deno.test("a number is masked however it is written", () => {
  const written: [string, string][] = [
    ["+44 20 7946 0142", "+44 ** **** **42"],
    ["(020) 7946-0142", "(02*) ****-**42"],
    ["030/23125-610", "03*/*****-*10"],
    ["01.99.00.17.34", "01.**.**.**.34"],
    ["+49 (0)30 23125 610", "+49 (*)** ***** *10"],
    // A no-break space, a non-breaking hyphen, a bidi mark, full-width digits.
    ["+44\u00a020\u20117946\u202c0142", "+44\u00a0**\u2011****\u202c**42"],
    ["\uff10\uff12\uff10 7946 0142", "\uff10\uff12* **** **42"],
    ["tel:+442079460142;ext=12", "tel:+44********42;ext=12"],
    ["?PhoneNumber=%2B442079460142", "?PhoneNumber=%2B44********42"],
  ];
  for (const [text, masked] of written) {
    assertEquals(maskNumbers(text), masked);
    assertEquals(maskNumbers(masked), masked);
  }
});

Deno.test("ids of Twilio, UUIDs and moments stay whole", () => {
  for (
    const text of [
      "Calls/CA12345678901234567890123456789012.json",
      "0b6c3f6e-1234-4567-8901-123456789012",
      "until 2026-11-25T12:01:00.123Z",
    ]
  ) assertEquals(maskNumbers(text), text);
});

Deno.test("numbers inside other text are masked too", () => {
  assertEquals(maskNumbers("sip:+442079460142@example.com"), "sip:+44********42@example.com");
});

Deno.test("a client's name and a short code stay readable", () => {
  assertEquals(maskNumbers("client:priya_7"), "client:priya_7");
  assertEquals(maskNumbers("112"), "112");
});
