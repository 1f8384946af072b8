import { assertEquals } from "@std/assert";
import { plainName } from "./plain_name.ts";

const names = [
  "Jonas Albrecht",
  "Aoife Ní Dhomhnaill",
  "Dr. Ngozi Okafor-O’Neill",
  "J.R. Smith",
  "St. Mary’s Hospital",
  "Smith, Jones & Partners Ltd.",
  "Café 24",
  "山田太郎商店",
  "שלום בע'מ",
  "1&1 Telecom (North)",
];
for (const name of names) {
  Deno.test(`a name stays as it is: ${name}`, () => assertEquals(plainName(name), name));
}

const messages = [
  "",
  " \n ",
  "Your parcel waits at https://evil.example/pay",
  "evil.example",
  "Visit www evil example",
  "Support evil.co",
  "ｅｖｉｌ．ｅｘａｍｐｌｅ",
  "evil。example",
  "Go to 1.2.3.4",
  "mail me@evil.example",
  "Call 030 23125610",
  "+49 30 231 25 610",
  "You won! Open this",
  "Your account is locked, call your bank now",
  "Urgent. Pay the invoice",
  "A".repeat(41),
  "<b>Bold</b>",
  "Eve\u202Emoc.live",
  "🎁 Free gift",
];
for (const message of messages) {
  Deno.test(`a message is no name: ${JSON.stringify(message)}`, () =>
    assertEquals(plainName(message), null));
}

Deno.test("line breaks are spaces", () => assertEquals(plainName(" Eve\r\n Miller"), "Eve Miller"));
