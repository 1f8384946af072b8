import assert from "node:assert/strict";
import { it } from "node:test";
import type { Reach } from "../../../phone/phone-state.ts";
import { presenceSignOf } from "./presence-sign.ts";

const signOf = (reach: Reach) =>
  presenceSignOf({ reach, call: null, problem: null, microphoneLabel: null, supervision: null });

it("is a full dot only where this phone would ring", () => {
  assert.deepEqual(signOf({ kind: "ready" }), { word: "Available", tone: "live", shape: "dot" });
  assert.deepEqual(signOf({ kind: "other-tab", status: "available" }), {
    word: "Available",
    tone: "none",
    shape: "hollow",
  });
  assert.equal(signOf({ kind: "needs-click" }).shape, "hollow");
});

it("names what was chosen, in whatever tab it is", () => {
  assert.equal(signOf({ kind: "other-tab", status: "away" }).word, "Away");
});
