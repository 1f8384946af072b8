import assert from "node:assert/strict";
import { test } from "node:test";
import { recordingModeOf, recordKeyOf } from "./record-key.ts";

test("the key asks for what comes next", () => {
  const command = (...of: Parameters<typeof recordKeyOf>) => recordKeyOf(...of)?.command ?? null;
  assert.equal(command(null, "on-demand", false), "record");
  assert.equal(command(null, "always", false), "record");
  assert.equal(command("on", "off", false), "pause-recording");
  assert.equal(command("announcing", "on-demand", false), "pause-recording");
  assert.equal(command("paused", "on-demand", false), "resume-recording");
});

test("nothing where calls are not recorded, or while hold has paused it", () => {
  assert.equal(recordKeyOf(null, "off", false), null);
  assert.equal(recordKeyOf(null, null, false), null);
  assert.equal(recordKeyOf("paused", "always", true), null);
});

test("the key is lit only while it records", () => {
  assert.equal(recordKeyOf("on", "always", false)?.isOn, true);
  assert.equal(recordKeyOf("announcing", "always", false)?.isOn, false);
});

test("a line that differs counts, not the workspace", () => {
  assert.equal(recordingModeOf("off", "always"), "off");
  assert.equal(recordingModeOf(null, "always"), "always");
  assert.equal(recordingModeOf(undefined, undefined), null);
});
