import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
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
  summary,
  ticketed,
} from "./fixtures.ts";

const priya = 3;
/** Priya calls this seat. */
const called = (part: Partial<Call>) =>
  rowEvent(rowIn({
    direction: "internal",
    from_number: "client:priya",
    to_number: "client:me",
    number_id: null,
    agent_id: priya,
    ...part,
  }));
const rings = called({ status: "ringing", version: 2 });
const talks = called({ status: "in-progress", version: 3 });
const over = (ended_by: Call["ended_by"]) =>
  called({ status: "completed", ended_by, duration_s: 60, version: 4 });

describe("a call from a colleague", () => {
  it("is answered here, though the row says whose call it is before the line is open", () => {
    assert.equal(summary(after(invited, rings, answering, talks)), "connecting");
    assert.equal(summary(after(invited, rings, answering, talks, opened)), "in-call");
  });

  it("was answered in another browser of this person when the row says so while it rings", () => {
    const { call } = after(invited, rings, talks);
    assert.partialDeepStrictEqual(call?.view, { phase: "ended", ending: "elsewhere", takenBy: me });
  });

  it("tells who hung up from this side: the row tells it of whoever placed the call", () => {
    const talked = [invited, rings, answering, opened, talks];
    assert.equal(summary(after(...talked, over("agent"), disconnected)), "ended by-them 60");
    assert.equal(summary(after(...talked, over("other"), disconnected)), "ended by-you 60");
    assert.equal(summary(after(...talked, hungUp, over("other"))), "ended by-you 60");
  });

  it("is missed when it is given up", () => {
    const end = called({ status: "canceled", ended_by: "agent", version: 3 });
    assert.equal(summary(after(invited, rings, canceled, end)), "ended canceled -");
  });

  it("is to no line", () => {
    assert.partialDeepStrictEqual(after(invited, rings).call?.view, { line: "", lineName: null });
  });
});

describe("a call to a colleague", () => {
  it("tells who hung up", () => {
    const toThem = { ...placed, number: "client:priya", line: "" } as const;
    const mine = (part: Partial<Call>) =>
      rowEvent(rowIn({
        direction: "internal",
        ticket: ticketed.type === "ticket" ? ticketed.ticket : null,
        from_number: "client:me",
        to_number: "client:priya",
        agent_id: me,
        duration_s: 60,
        status: "completed",
        version: 4,
        ...part,
      }));
    const talked = [toThem, ticketed, opened];
    assert.equal(summary(after(...talked, mine({ ended_by: "other" }))), "ended by-them 60");
    assert.equal(summary(after(...talked, mine({ ended_by: "agent" }))), "ended by-you 60");
  });
});
