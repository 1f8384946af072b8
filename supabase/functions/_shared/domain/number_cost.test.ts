import { assert, assertEquals } from "@std/assert";
import { getCountries, parsePhoneNumberFromString } from "libphonenumber-js/core";
import { planOf } from "../numbers/plan.ts";
import { parseDestination } from "./destination.ts";
import { fullMetadata } from "./full_metadata.ts";
import { isCostly } from "./number_cost.ts";

/** Numbers for which the caller pays, some of a length that the metadata does not know. */
const costly: Record<string, string[]> = {
  "premium-rate": [
    "+1 900 234 5678",
    "+1 212 976 1234",
    "+44 909 879 0001",
    "+44 871 123 4567",
    "+49 900 1 123456",
    "+49 900 112345678",
    "+33 899 12 34 56",
    "+39 899 123456",
    "+39 892 123",
    "+34 803 123 456",
    "+43 900 123456",
    "+41 900 123 456",
    "+31 900 1234",
    "+31 909 1234567",
    "+46 900 123 4567",
    "+47 820 12 345",
    "+358 600 12345",
    "+48 70 123 45 67",
    "+420 906 123 456",
    "+351 760 123 456",
    "+61 1900 123 456",
    "+64 900 12345",
    "+81 990 123 456",
    "+82 60 700 1234",
    "+852 900 12345678",
    "+7 809 123 45 67",
    "+27 862 123 456",
    "+90 900 123 45 67",
    "+979 1 2345 6789",
    // Blocks of premium-rate numbers of which the metadata knows a part.
    "+254 900 123 456",
    "+380 900 123 456",
    "+971 900 123 456",
    "+356 5001 2345",
    "+354 901 2345",
    "+213 802 123 456",
    "+240 900 123 456",
    "+298 901 234",
    "+994 900 123 456",
    "+972 1 900 123 456",
  ],
  "shared-cost": [
    "+49 180 5 123456",
    "+49 1801 12345",
    "+44 845 123 4567",
    "+44 84 1234 5678",
    "+33 810 123 456",
    "+39 848 123 456",
    "+34 902 123 456",
    "+41 848 123 456",
    "+43 810 123456",
    "+32 70 23 12 34",
    "+353 1850 123 456",
    "+46 771 123 456",
    "+48 801 123 456",
    "+81 570 012 345",
    "+61 1300 123 456",
    "+61 13 12 34",
    "+55 300 123 4567",
    "+808 1234 5678",
  ],
  "personal": [
    "+44 70 1234 5678",
    "+49 700 12345678",
    "+1 500 234 5678",
    "+1 533 234 5678",
    "+1 532 234 5678",
    "+41 878 123 456",
    "+30 70 1234 5678",
    "+31 84 123 4567",
    "+34 70 123 4567",
    "+353 700 123 456",
    "+82 50 1234 5678",
    "+878 10 1234567890",
  ],
  "mass-calling": [
    "+49 137 7123456",
    "+49 138 12345",
    "+49 191 1234",
    "+34 905 123 456",
    "+48 400 123 456",
  ],
  "directory": ["+49 11833", "+49 118331234", "+1 212 555 1212", "+43 118 899", "+358 118 123"],
  "satellite": [
    "+881 6 1234 5678",
    "+882 16 1234 5678",
    "+870 773 123 456",
    "+883 5100 1234 5678",
    "+7 954 123 45 67",
    "+61 147 123 456",
  ],
  "pagers": ["+44 76 1234 5678", "+49 164 12345", "+81 20 1234 5678"],
};

for (const [kind, numbers] of Object.entries(costly)) {
  Deno.test(`nobody calls what the caller pays for: ${kind}`, () => {
    for (const number of numbers) {
      const answer = parseDestination(number, "DE");
      assert(!answer.ok, `${number} is called`);
      const codes = ["E-DEST-PREMIUM", "E-DEST-SHORTCODE"];
      assert(codes.includes(answer.code), `${number}: ${answer.code}`);
    }
  });
}

Deno.test("zeros and prefixes before a costly number make no other number of it", () => {
  for (
    const text of [
      "+49 00 900 1123456",
      "+49 0 900 1123456",
      "+4900 0900 1123456",
      "+44 00 909 879 0001",
      "+44 0 70 1234 5678",
      "+44 0070 1234 5678",
      "+358 00 600 12345",
      "+1 1 900 234 5678",
      "+49 0 118 33",
      "+49 0118 33",
      "00 49 00 137 7123456",
      "+7 8 809 123 45 67",
    ]
  ) {
    assert(!parseDestination(text, "DE").ok, text);
  }
});

Deno.test("numbers that companies and people have may be called", () => {
  for (
    const number of [
      "+44 300 123 4567",
      "+44 330 123 4567",
      "+44 20 7946 0018",
      "+44 118 946 0123",
      "+44 7624 123456",
      "+33 9 51 23 45 67",
      "+33 806 123 456",
      "+41 58 555 01 23",
      "+49 32 211234567",
      "+358 29 123 4567",
      "+46 11 812 345",
      "+353 1 555 0123",
      "+31 88 123 4567",
      "+31 180 123 456",
      "+90 850 123 45 67",
      "+81 50 1234 5678",
      "+1 555 123 4567",
      "+1 800 234 5678",
      "+1 303 950 0123",
    ]
  ) {
    const answer = parseDestination(number, "DE");
    assert(answer.ok, `${number}: ${answer.ok || answer.code}`);
  }
});

Deno.test("no range of special numbers takes in what the metadata knows as lines and mobiles", () => {
  const meant = /^\+(?:1...976|7954|86(?:1349|174[0-5]))/;
  let state = 5;
  const digit = () => {
    state = (state * 48_271) % 2_147_483_647;
    return String(state % 10);
  };
  let count = 0;
  for (const country of getCountries(fullMetadata)) {
    const plan = planOf(country, fullMetadata);
    for (const length of plan?.lengths ?? []) {
      for (let round = 0; round < 150; round++) {
        const national = Array.from({ length }, digit).join("");
        const number = parsePhoneNumberFromString(`+${plan?.callingCode}${national}`, fullMetadata);
        if (!/FIXED|MOBILE|TOLL/.test(number?.getType() ?? "")) continue;
        count++;
        const e164 = number?.number ?? "";
        assertEquals(isCostly(e164), meant.test(e164), e164);
      }
    }
  }
  assert(count > 3_000, `${count} numbers`);
});
