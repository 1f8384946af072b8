import assert from "node:assert/strict";
import { it } from "node:test";
import type { Reach } from "../../../phone/phone-state.ts";
import { presenceSignOf } from "./presence-sign.ts";

const signOf = (reach: Reach, wrapsUp = false) =>
  presenceSignOf(
    {
      reach,
      call: null,
      second: null,
      problem: null,
      press: null,
      microphoneLabel: null,
      supervision: null,
    },
    wrapsUp,
  );

it("is a full dot only where this phone would ring", () => {
  assert.deepEqual(signOf({ kind: "ready" }), { word: "Available", tone: "live", shape: "dot" });
  assert.deepEqual(signOf({ kind: "other-tab", status: "available" }), {
    word: "Available",
    tone: "none",
    shape: "hollow",
  });
  assert.equal(signOf({ kind: "needs-click" }).shape, "hollow");
});

it("says that the person wraps up, where the phone would ring otherwise", () => {
  assert.equal(signOf({ kind: "ready" }, true).word, "Wrap-up");
  assert.equal(signOf({ kind: "other-tab", status: "available" }, true).word, "Wrap-up");
  assert.equal(
    signOf({ kind: "unreachable", cause: "connection-lost", since: 0 }, true).word,
    "Not ringing",
  );
});

it("names what was chosen, in whatever tab it is", () => {
  assert.equal(signOf({ kind: "other-tab", status: "away" }).word, "Away");
});
