import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { recordKeyOf } from "./record-key.ts";

const key = (recording: Call["recording"], canBe: boolean, isOnHold = false) =>
  recordKeyOf({ recording, can_be_recorded: canBe }, isOnHold);

test("the key asks for what comes next", () => {
  assert.equal(key(null, true)?.command, "record");
  assert.equal(key("on", false)?.command, "pause-recording");
  assert.equal(key("announcing", true)?.command, "pause-recording");
  assert.equal(key("paused", true)?.command, "resume-recording");
});

test("nothing where calls are not recorded, or while hold has paused it", () => {
  assert.equal(key(null, false), null);
  assert.equal(recordKeyOf(null, false), null);
  assert.equal(key("paused", true, true), null);
});

test("the key is lit only while it records", () => {
  assert.equal(key("on", true)?.isOn, true);
  assert.equal(key("announcing", true)?.isOn, false);
});
