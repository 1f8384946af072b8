import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallRecording } from "../../../../../supabase/functions/_shared/contracts/recording.ts";
import { placeOf, stretchesOf, totalOf } from "./stretches.ts";

const recording = (id: number, state: CallRecording["state"], duration_s: number | null) => ({
  id,
  state,
  duration_s,
  started_at: "2026-06-17T12:00:00Z",
  delete_reason: null,
});

test("several recordings of a call are played as one; what cannot be heard is left out", () => {
  const stretches = stretchesOf([
    recording(1, "completed", 40),
    recording(2, "absent", 0),
    recording(3, "deleted", 20),
    recording(4, "completed", 25),
    recording(5, "running", null),
  ]);
  assert.deepEqual(stretches, [
    { id: 1, from: 0, length: 40 },
    { id: 4, from: 40, length: 25 },
  ]);
  assert.equal(totalOf(stretches), 65);
  assert.deepEqual(placeOf(stretches, 0), { index: 0, offset: 0 });
  assert.deepEqual(placeOf(stretches, 39), { index: 0, offset: 39 });
  assert.deepEqual(placeOf(stretches, 40), { index: 1, offset: 0 });
  assert.deepEqual(placeOf(stretches, 99), { index: 1, offset: 59 });
});
