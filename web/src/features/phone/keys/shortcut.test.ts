import assert from "node:assert/strict";
import { test } from "node:test";
import { type KeyPress, shortcutOf } from "./shortcut.ts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrl: false,
  shift: false,
  alt: false,
  inText: false,
  ...more,
});

test("M mutes, but not where letters are text", () => {
  assert.deepEqual(shortcutOf(press("m"), true), { do: "mute" });
  assert.equal(shortcutOf(press("m", { inText: true }), true), null);
});

test("M does nothing when single letters are switched off", () => {
  assert.equal(shortcutOf(press("m"), false), null);
});

test("Ctrl D mutes everywhere, also with single letters switched off", () => {
  assert.deepEqual(shortcutOf(press("d", { ctrl: true, inText: true }), false), { do: "mute" });
});

test("Ctrl and a full stop hang up, Ctrl Enter answers", () => {
  assert.deepEqual(shortcutOf(press(".", { ctrl: true }), true), { do: "hang-up" });
  assert.deepEqual(shortcutOf(press("Enter", { ctrl: true }), true), { do: "answer" });
});

test("digits, star and hash are tones, also with single letters switched off", () => {
  assert.deepEqual(shortcutOf(press("5"), false), { do: "digit", digit: "5" });
  assert.deepEqual(shortcutOf(press("#", { shift: true }), true), { do: "digit", digit: "#" });
});

test("Escape closes and never ends a call", () => {
  assert.deepEqual(shortcutOf(press("Escape"), true), { do: "close" });
});

test("Shift T tells how long the call lasts", () => {
  assert.deepEqual(shortcutOf(press("T", { shift: true }), true), { do: "timer" });
});

test("H holds, T transfers, A adds, but not where letters are text", () => {
  assert.deepEqual(shortcutOf(press("h"), true), { do: "hold" });
  assert.deepEqual(shortcutOf(press("t"), true), { do: "transfer" });
  assert.deepEqual(shortcutOf(press("a"), true), { do: "add" });
  for (const key of ["h", "t", "a"]) {
    assert.equal(shortcutOf(press(key, { inText: true }), true), null);
    assert.equal(shortcutOf(press(key), false), null);
  }
});
