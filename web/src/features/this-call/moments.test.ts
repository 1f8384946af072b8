import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { callRow } from "../../calls/fixtures.ts";
import { momentsOf } from "./moments.ts";

const texts = (...of: Parameters<typeof callRow>) =>
  momentsOf(callRow(...of)).map(({ text }) => text);

describe("what has happened so far", () => {
  it("is told to whoever took it, and to others by name", () => {
    const taken = { direction: "inbound", answeredAt: 2, endedAt: 3 } as const;
    assert.deepEqual(texts(taken), ["Rang", "You answered", "Ended"]);
    assert.deepEqual(
      texts({ ...taken, isMine: false, agentName: "Priya Raman" })[1],
      "Priya Raman answered",
    );
  });

  it("ends where the call is", () => {
    assert.deepEqual(texts({ direction: "outbound" }), ["You called"]);
    assert.deepEqual(texts({ direction: "outbound", answeredAt: 2 }), [
      "You called",
      "They answered",
    ]);
  });
});
