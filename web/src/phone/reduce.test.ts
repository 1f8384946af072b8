import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { after, hungUp, placed, summary } from "./fixtures.ts";
import { initialModel } from "./model.ts";

const problem = { code: "E-DEST-SHORT", message: "Too short.", next: "Check it." };

describe("the phone", () => {
  it("leaves the ended band by dismissing it, and never a running call", () => {
    assert.equal(summary(after(placed, hungUp, { type: "dismissed" })), "no call");
    assert.equal(summary(after(placed, { type: "dismissed" })), "dialing");
  });

  it("clears a problem by dismissing it", () => {
    assert.equal(
      after(placed, { type: "refused", key: "a", problem }, { type: "dismissed" }).problem,
      null,
    );
  });

  it("keeps the reach and the microphone apart from the call", () => {
    const model = after(
      placed,
      { type: "reach", reach: { kind: "ready" } },
      { type: "microphone", label: "Jabra Evolve2 65" },
    );
    assert.equal(summary(model), "dialing");
    assert.deepEqual(model.reach, { kind: "ready" });
    assert.equal(model.microphoneLabel, "Jabra Evolve2 65");
  });

  it("has no call in the beginning", () => {
    assert.equal(summary(initialModel), "no call");
  });
});
