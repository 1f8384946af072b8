import { assert, assertEquals } from "@std/assert";
import { knownTexts } from "../numbers/known_texts.ts";
import { normaliseNumber, parseDestination } from "./destination.ts";

function accepts(text: string, country: string, e164: string) {
  const answer = parseDestination(text, country);
  assertEquals(answer.ok && !answer.emergency ? answer.to : answer, e164, `${text} in ${country}`);
}

function countsTo(text: string, country: string) {
  const answer = parseDestination(text, "DE");
  assertEquals(answer.ok ? answer.country : answer.code, country, text);
}

function isEmergency(text: string, country: string, to: string) {
  assertEquals(parseDestination(text, country), { ok: true, to, country, emergency: true });
}

function refuses(text: string, country: string, code: string) {
  const answer = parseDestination(text, country);
  assertEquals(answer.ok ? answer.to : answer.code, code, `${text} in ${country}`);
}

Deno.test("a number is read in the workspace's country, however it is written", () => {
  accepts("030 23125 610", "DE", "+493023125610");
  accepts("(0 30) 23125-610", "DE", "+493023125610");
  accepts("0049 30 23125610", "DE", "+493023125610");
  accepts("+49 (0)30 23125610", "GB", "+493023125610");
  accepts(" 020 7946 0142 ", "GB", "+442079460142");
  accepts("tel:+44-20-7946-0142", "US", "+442079460142");
  accepts("(212) 555-0142", "US", "+12125550142");
  accepts("٠٢٠ ٧٩٤٦ ٠١٤٢", "GB", "+442079460142");
});

Deno.test("a number of a range that the metadata does not know is accepted when its length is right", () => {
  accepts("+15551234567", "US", "+15551234567");
});

Deno.test("a workspace whose country is unknown still calls international numbers", () => {
  accepts("+442079460142", "ZZ", "+442079460142");
  refuses("020 7946 0142", "ZZ", "E-DEST-FORMAT");
});

Deno.test("a number counts to its own country, also where countries share a code", () => {
  countsTo("030 23125 610", "DE");
  countsTo("+1 212 555 0142", "US");
  countsTo("+1 604 555 0142", "CA");
  countsTo("+1 876 555 0142", "JM");
  countsTo("+44 7781 123456", "GG");
  countsTo("+7 727 250 1234", "KZ");
  countsTo("+39 0549 123456", "SM");
  countsTo("0039 0549 123456", "SM");
  countsTo("+378 0549 123456", "SM");
  countsTo("+39 06 698 12345", "VA");
  countsTo("+358 18 123456", "AX");
  countsTo("+44 1481 123456", "GG");
  countsTo("+44 1534 123456", "JE");
  countsTo("+44 1624 123456", "IM");
  countsTo("+972 59 912 3456", "PS");
  countsTo("+972 8 282 1234", "PS");
  countsTo("+972 52 123 4567", "IL");
});

Deno.test("a number of a range that nobody knows counts to the code's main country", () => {
  countsTo("+15551234567", "US");
});

Deno.test("a number of no country counts to the world", () => {
  countsTo("+800 1234 5678", "001");
});

Deno.test("emergency numbers are known in every way to write them as they are dialled", () => {
  for (const text of ["112", "1 1 2", "١١٢", "tel:112"]) isEmergency(text, "DE", "112");
  for (const text of ["911", "999", "110"]) isEmergency(text, "DE", text);
  isEmergency("911", "US", "911");
  isEmergency("000", "AU", "000");
  isEmergency("15", "FR", "15");
});

Deno.test("emergency numbers in disguise, and what only begins like one, are refused", () => {
  for (const text of ["+49110", "0049 112"]) refuses(text, "DE", "E-DEST-EMERGENCY");
  refuses("+1 911", "US", "E-DEST-EMERGENCY");
  refuses("911 555 0100", "US", "E-DEST-EMERGENCY");
  // Western Sahara has none of its own here, and Morocco's are in the same plan.
  refuses("150", "EH", "E-DEST-EMERGENCY");
});

Deno.test("a subscriber's number that begins like an emergency number is no emergency number", () => {
  accepts("+44 1189 560 000", "GB", "+441189560000");
  accepts("+43 1 4000", "AT", "+4314000");
});

Deno.test("premium-rate and satellite numbers are refused", () => {
  refuses("0900 1234567", "DE", "E-DEST-PREMIUM");
  refuses("+1 900 234 5678", "US", "E-DEST-PREMIUM");
  refuses("+1 212 976 1234", "US", "E-DEST-PREMIUM");
  refuses("09098790001", "GB", "E-DEST-PREMIUM");
  refuses("+881 6 1234 5678", "US", "E-DEST-PREMIUM");
  refuses("+979 1 2345 6789", "US", "E-DEST-PREMIUM");
});

Deno.test("short service numbers are refused", () => {
  for (const text of ["411", "22833", "116117"]) refuses(text, "DE", "E-DEST-SHORTCODE");
});

Deno.test("addresses are refused", () => {
  for (const text of ["client:priya", "CLIENT:priya", "sip:a@example.com", "a@b.c", "sips:x"]) {
    refuses(text, "GB", "E-DEST-ADDRESS");
  }
});

Deno.test("nonsense is refused with what is wrong with it", () => {
  refuses("", "GB", "E-DEST-FORMAT");
  refuses("hello", "GB", "E-DEST-FORMAT");
  refuses("+", "GB", "E-DEST-SHORT");
  refuses("+999 123 456 789", "GB", "E-DEST-FORMAT");
  refuses("+44 20 7946", "GB", "E-DEST-SHORT");
  refuses("02", "DE", "E-DEST-SHORT");
  refuses("+44 20 7946 0142 99999", "GB", "E-DEST-LONG");
  refuses("<Number>+442079460142</Number>", "GB", "E-DEST-FORMAT");
});

Deno.test("every known text is dialled as it is read, and reads the same wherever it is read again", () => {
  for (const [country, text, known] of knownTexts) {
    const answer = parseDestination(text, country);
    if (known.startsWith("+")) {
      assert(answer.ok, `${text} in ${country}: ${answer.ok || answer.code}`);
      assertEquals(answer.to, known.replace(/ x.*/, ""), `${text} in ${country}`);
      assertEquals(parseDestination(answer.to, "FR"), answer, `${text} in ${country}`);
    } else if (known.startsWith("emergency ")) {
      assertEquals(answer.ok && answer.emergency && answer.to, known.slice(10), text);
    } else {
      assertEquals(answer.ok, false, `${text} in ${country}`);
    }
  }
});

Deno.test("two numbers in one text are a question, and short codes stay refused with a code of a country", () => {
  refuses("030 23125-610/611", "DE", "E-DEST-SEVERAL");
  refuses("+49 11833", "DE", "E-DEST-SHORTCODE");
  refuses("11833", "DE", "E-DEST-SHORTCODE");
  refuses("+49 116117", "DE", "E-DEST-SHORTCODE");
});

Deno.test("our own number is normalised without policy", () => {
  assertEquals(normaliseNumber("020 7946 0142", "GB"), "+442079460142");
  assertEquals(normaliseNumber("+44 20 7946 0142", "US"), "+442079460142");
  assertEquals(normaliseNumber("+11155550142", "GB"), "+11155550142");
  assertEquals(normaliseNumber("Sales", "GB"), null);
});
