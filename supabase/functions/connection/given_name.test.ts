import { assertEquals } from "@std/assert";
import { givenName } from "./given_name.ts";

Deno.test("a number's name is what somebody called it, not the number in another way of writing", () => {
  const london = "+442079460142";
  for (const name of ["+442079460142", "020 7946 0142", "+44 (20) 7946-0142", " 2079460142 ", ""]) {
    assertEquals(givenName(name, london), "", name);
  }
  assertEquals(givenName("(415) 555-0142", "+14155550142"), "");
  for (const name of ["Shop", "Line 0142", "0142", "24/7", "020 7946 0143", "Büro 2"]) {
    assertEquals(givenName(name, london), name);
  }
});
