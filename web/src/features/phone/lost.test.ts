import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PhoneCall } from "../../phone/phone-state.ts";
import { newTalk } from "../../phone/talk.ts";
import { isLostAt, talkedUntil } from "./lost.ts";

const talk = (reconnectingSince: number | null): PhoneCall => ({
  phase: "in-call",
  direction: "inbound",
  number: "+442079460117",
  name: null,
  line: "+493023125610",
  lineName: null,
  callId: 41,
  since: 0,
  talk: { ...newTalk, reconnectingSince },
});

describe("the timer of a call", () => {
  it("goes on while the line stands, and while it may come back", () => {
    assert.equal(talkedUntil(talk(null), 90_000), 90_000);
    assert.equal(talkedUntil(talk(60_000), 89_999), 89_999);
  });

  it("stops where the connection broke once that is lost for good", () => {
    assert.equal(isLostAt(talk(60_000), 90_000), true);
    assert.equal(talkedUntil(talk(60_000), 90_000), 60_000);
    assert.equal(talkedUntil(talk(60_000), 200_000), 60_000);
  });
});
