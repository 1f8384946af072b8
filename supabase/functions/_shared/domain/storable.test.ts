import { assertEquals } from "@std/assert";
import { isStorable, isStorableJson } from "./storable.ts";

Deno.test("a NUL and half a surrogate pair can't be kept, other control characters and emoji can", () => {
  assertEquals(["a\0b", "\ud83d", "\ude00x"].map(isStorable), [false, false, false]);
  assertEquals(["", "a\u0001b", "\u{1F600}", "\uffff"].map(isStorable), [true, true, true, true]);
});

Deno.test("JSON is searched to its bottom, names too", () => {
  assertEquals(isStorableJson({ a: [{ b: "x\0" }] }), false);
  assertEquals(isStorableJson({ a: { "b\0": 1 } }), false);
  assertEquals(isStorableJson([null, 1, true, { a: ["\\u0000"] }]), true);
});

Deno.test("brackets as deep as a body is long do not end the process", () => {
  const depth = 32 * 1024;
  assertEquals(isStorableJson(JSON.parse("[".repeat(depth) + "]".repeat(depth))), true);
});
