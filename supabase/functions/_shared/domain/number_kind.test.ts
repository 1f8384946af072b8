import { assertEquals } from "@std/assert";
import { placeOf } from "./number_kind.ts";

Deno.test("a number's country and kind are those by which it is priced", () => {
  assertEquals(placeOf("+442079460142"), { country: "GB", kind: "local" });
  assertEquals(placeOf("+448081570042"), { country: "GB", kind: "toll-free" });
  assertEquals(placeOf("+14155550142"), { country: "US", kind: "local" });
  assertEquals(placeOf("+18005550142"), { country: "US", kind: "toll-free" });
});

Deno.test("where it is not sure, it says nothing", () => {
  assertEquals(placeOf("+88312345678"), null);
  assertEquals(placeOf("+44300123456"), null);
});
