import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PhoneEvent } from "./events.ts";
import {
  after,
  answering,
  canceled,
  disconnected,
  hungUp,
  invited,
  me,
  opened,
  placed,
  rowEvent,
  rowIn,
  settled,
  summary,
} from "./fixtures.ts";

describe("a call in", () => {
  it("rings, is answered and ended by them", () => {
    assert.equal(summary(after(invited)), "incoming");
    assert.equal(summary(after(invited, answering)), "connecting");
    assert.equal(summary(after(invited, answering, opened)), "in-call");
    assert.equal(summary(after(invited, answering, opened, disconnected)), "ended by-them 60");
  });

  it("learns from the row which line was called", () => {
    const { call } = after(invited, rowEvent(rowIn({})));
    assert.equal(call?.view.line, "+493023125610");
    assert.equal(call?.view.lineName, "Sales Berlin");
  });

  it("keeps ringing until somebody took it", () => {
    assert.equal(summary(after(invited, rowEvent(rowIn({ version: 2 })))), "incoming");
    const unknown = rowEvent(rowIn({ status: "in-progress", version: 2 }));
    assert.equal(summary(after(invited, unknown)), "incoming");
  });

  it("is gone when a colleague took it, whether the row or the SDK says so first", () => {
    const taken = rowEvent(rowIn({ status: "in-progress", agent_id: 8, version: 2 }));
    assert.equal(summary(after(invited, taken)), "ended elsewhere -");
    assert.equal(summary(after(invited, canceled, taken)), "ended elsewhere -");
    assert.equal(summary(after(invited, answering, taken)), "ended elsewhere -");
  });

  it("learns late who took it, when the reason comes after the end was shown", () => {
    const taken = rowEvent(rowIn({ status: "in-progress", agent_id: 8, version: 2 }));
    const { call } = after(invited, canceled, settled, taken);
    assert.equal(summary(after(invited, canceled, settled, taken)), "ended elsewhere -");
    assert.equal(call?.view.phase === "ended" && call.view.takenBy, 8);
  });

  it("is gone when this person took it in another tab", () => {
    const mine = rowEvent(rowIn({ status: "in-progress", agent_id: me, version: 2 }));
    assert.equal(summary(after(invited, mine)), "ended elsewhere -");
    assert.equal(summary(after(invited, answering, mine)), "connecting");
    assert.equal(summary(after(invited, answering, mine, opened)), "in-call");
  });

  it("stays elsewhere when the colleague's talk is over", () => {
    const taken = rowEvent(rowIn({ status: "in-progress", agent_id: 8, version: 2 }));
    const over = rowEvent(rowIn({ status: "completed", agent_id: 8, duration_s: 30, version: 3 }));
    assert.equal(summary(after(invited, taken, over)), "ended elsewhere 30");
  });

  it("was missed when nobody answered, and given up when the caller hung up", () => {
    const missed = rowEvent(rowIn({ status: "no-answer", version: 2 }));
    const givenUp = rowEvent(rowIn({ status: "canceled", ended_by: "other", version: 2 }));
    assert.equal(summary(after(invited, canceled, missed)), "ended no-answer -");
    assert.equal(summary(after(invited, missed, canceled)), "ended no-answer -");
    assert.equal(summary(after(invited, canceled, givenUp)), "ended canceled -");
    assert.equal(summary(after(invited, canceled, settled)), "ended canceled -");
  });

  it("can't be answered or opened any more after it was taken back", () => {
    assert.equal(summary(after(invited, canceled, answering)), "incoming");
    assert.equal(summary(after(invited, canceled, answering, opened, settled)), "ended canceled -");
  });

  it("leaves no trace when it is declined", () => {
    assert.equal(summary(after(invited, { type: "declined", key: "a" })), "no call");
    assert.equal(summary(after(invited, answering, { type: "declined", key: "a" })), "connecting");
  });

  it("can be hung up while it connects, but not while it rings", () => {
    assert.equal(summary(after(invited, hungUp)), "incoming");
    const over = rowEvent(rowIn({ status: "completed", agent_id: me, duration_s: 0, version: 3 }));
    assert.equal(summary(after(invited, answering, hungUp)), "ended canceled -");
    assert.equal(summary(after(invited, answering, hungUp, over)), "ended by-you 0");
  });

  it("counts who else rings only while it rings", () => {
    const others: PhoneEvent = { type: "others-ring", key: "a", count: 2 };
    const ringingHere = after(invited, others).call?.view;
    assert.equal(ringingHere?.phase === "incoming" && ringingHere.othersRing, 2);
    assert.equal(summary(after(invited, answering, others)), "connecting");
  });

  it("does not disturb one that is going on", () => {
    const second = { ...invited, key: "b" } as PhoneEvent;
    assert.equal(after(placed, second).call?.key, "a");
  });
});
