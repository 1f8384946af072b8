import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PhoneEvent } from "./events.ts";
import {
  after,
  disconnected,
  hungUp,
  opened,
  placed,
  ringing,
  row,
  rowEvent,
  settled,
  summary,
  ticketed,
} from "./fixtures.ts";
import { reduce } from "./reduce.ts";

const problem = { code: "E-DEST-SHORT", message: "Too short.", next: "Check it." };

describe("a call out", () => {
  it("goes from dialing to ringing to a talk to the end by them", () => {
    assert.equal(summary(after(placed)), "dialing");
    assert.equal(summary(after(placed, ticketed, ringing)), "ringing");
    assert.equal(summary(after(placed, ticketed, ringing, opened)), "in-call");
    assert.equal(
      summary(after(placed, ticketed, ringing, opened, disconnected)),
      "ended by-them 60",
    );
  });

  it("keeps who it calls and by which line through every phase", () => {
    const { call } = after(placed, ticketed, ringing, opened, disconnected);
    assert.equal(call?.view.number, "+442079460142");
    assert.equal(call?.view.lineName, "Sales Berlin");
    assert.equal(call?.view.direction, "outbound");
  });

  it("is early media when their line is heard and nothing rings there", () => {
    const heard: PhoneEvent = { type: "line-heard", key: "a", at: 3_500 };
    const theyRing = rowEvent(row({ status: "ringing", version: 3 }));
    assert.equal(summary(after(placed, ticketed, ringing, heard)), "early-media");
    assert.equal(summary(after(placed, ticketed, ringing, theyRing, heard)), "ringing");
    assert.equal(summary(after(placed, ticketed, ringing, heard, theyRing)), "early-media");
    assert.equal(summary(after(placed, ticketed, ringing, heard, ringing)), "early-media");
    assert.equal(summary(after(placed, ticketed, ringing, heard, opened)), "in-call");
  });

  it("says that their own ringing tone is heard, also when the row rang first", () => {
    const withTone = { ...ringing, earlyMedia: true } as PhoneEvent;
    const theyRing = rowEvent(row({ status: "ringing", version: 3 }));
    for (const events of [[withTone], [theyRing, withTone], [withTone, theyRing]]) {
      const view = after(placed, ticketed, ...events).call?.view;
      assert.equal(view?.phase === "ringing" && view.earlyMedia, true);
    }
    const silent = after(placed, ticketed, ringing).call?.view;
    assert.equal(silent?.phase === "ringing" && silent.earlyMedia, undefined);
  });

  it("rings by the row alone, when the SDK's word is late", () => {
    assert.equal(summary(after(placed, ticketed, rowEvent(row({ status: "ringing" })))), "ringing");
  });

  it("is no talk before sound can flow, though the row says that somebody picked up", () => {
    const pickedUp = rowEvent(row({ status: "in-progress", version: 4 }));
    assert.equal(summary(after(placed, ticketed, ringing, pickedUp)), "ringing");
    assert.equal(summary(after(placed, ticketed, ringing, pickedUp, opened)), "in-call");
  });

  const outcomes = [
    ["busy", "ended busy -"],
    ["no-answer", "ended no-answer -"],
    ["failed", "ended refused -"],
    ["canceled", "ended canceled -"],
    ["never-connected", "ended never-connected -"],
  ] as const;
  for (const [status, words] of outcomes) {
    const final = rowEvent(row({ status, version: 5 }), 9_000);
    const closed: PhoneEvent = { ...disconnected, at: 9_000 } as PhoneEvent;

    it(`ends as ${status} whether the row or the SDK is first`, () => {
      assert.equal(summary(after(placed, ticketed, ringing, final, closed)), words);
      assert.equal(summary(after(placed, ticketed, ringing, closed, final)), words);
      assert.equal(summary(after(placed, ticketed, ringing, closed, final, settled)), words);
    });
  }

  it("waits for the row before it says why nobody answered, and then says what it knows", () => {
    assert.equal(summary(after(placed, ticketed, ringing, disconnected)), "ringing");
    assert.equal(
      summary(after(placed, ticketed, ringing, disconnected, settled)),
      "ended no-answer -",
    );
    assert.equal(
      summary(after(placed, ticketed, disconnected, settled)),
      "ended never-connected -",
    );
  });

  it("corrects what it had to guess when the row comes after all", () => {
    const busy = rowEvent(row({ status: "busy", version: 5 }));
    assert.equal(
      summary(after(placed, ticketed, ringing, disconnected, settled, busy)),
      "ended busy -",
    );
  });

  it("takes the seconds of talk from the row, which knows when they were bridged", () => {
    const final = rowEvent(row({ status: "completed", duration_s: 58, version: 6 }));
    assert.equal(
      summary(after(placed, ticketed, ringing, opened, disconnected, final)),
      "ended by-them 58",
    );
  });

  it("says that the agent hung up when the row says so, though another tab did it", () => {
    const final = rowEvent(row({ status: "completed", ended_by: "agent", version: 6 }));
    assert.equal(
      summary(after(placed, ticketed, opened, disconnected, final)),
      "ended by-you 60",
    );
  });

  it("ends at once by the person's own hand", () => {
    assert.equal(summary(after(placed, ticketed, opened, hungUp)), "ended by-you 60");
    assert.equal(summary(after(placed, hungUp)), "ended canceled -");
    assert.equal(summary(after(placed, ticketed, ringing, hungUp)), "ended canceled -");
  });

  it("keeps that the person canceled, whatever the network calls it", () => {
    for (const status of ["no-answer", "canceled", "never-connected"] as const) {
      const final = rowEvent(row({ status, version: 5 }));
      assert.equal(
        summary(after(placed, ticketed, ringing, hungUp, final)),
        "ended canceled -",
        status,
      );
    }
  });

  it("ignores an end that was only assumed while sound flows, and believes Twilio's word", () => {
    const assumed = rowEvent(row({ status: "completed", assumed: true, version: 5 }));
    const sure = rowEvent(
      row({ status: "completed", ended_by: "other", duration_s: 9, version: 6 }),
    );
    assert.equal(summary(after(placed, ticketed, opened, assumed)), "in-call");
    assert.equal(summary(after(placed, ticketed, opened, assumed, sure)), "ended by-them 9");
  });

  it("remembers an assumed end that it ignored, for when the SDK's call ends", () => {
    const assumed = rowEvent(
      row({ status: "completed", assumed: true, ended_by: "agent", duration_s: 61, version: 5 }),
    );
    assert.equal(
      summary(after(placed, ticketed, opened, assumed, disconnected)),
      "ended by-you 61",
    );
  });

  it("says that the policy stopped a call that was placed already", () => {
    const stopped = row({ status: "failed", end_reason: "E-PAUSED", version: 5 });
    assert.equal(summary(after(placed, ticketed, rowEvent(stopped))), "ended not-allowed -");
  });

  it("says that a number does not exist only of a refused call", () => {
    const unknown: PhoneEvent = { type: "no-such-number", key: "a" };
    const failed = rowEvent(row({ status: "failed", version: 5 }));
    const busy = rowEvent(row({ status: "busy", version: 5 }));
    assert.equal(summary(after(placed, ticketed, failed, unknown)), "ended not-in-service -");
    assert.equal(summary(after(placed, ticketed, busy, unknown)), "ended busy -");
    assert.equal(summary(after(placed, ticketed, unknown)), "dialing");
  });

  it("goes away with its problem when it is refused", () => {
    const model = after(placed, { type: "refused", key: "a", problem });
    assert.equal(summary(model), "no call");
    assert.deepEqual(model.problem, problem);
  });

  it("is not refused any more after it ended", () => {
    const model = after(placed, hungUp, { type: "refused", key: "a", problem });
    assert.equal(summary(model), "ended canceled -");
    assert.equal(model.problem, null);
  });

  it("changes nothing when it is placed twice", () => {
    const again = { ...placed, key: "b", number: "+4930111" } as PhoneEvent;
    assert.equal(after(placed, again).call?.key, "a");
  });

  it("takes the place of one that has ended, and clears the last problem", () => {
    const refused = after(placed, { type: "refused", key: "a", problem });
    const next = reduce(refused, { ...placed, key: "b" } as PhoneEvent);
    assert.equal(next.call?.key, "b");
    assert.equal(next.problem, null);
    const afterEnd = after(placed, hungUp, { ...placed, key: "b" } as PhoneEvent);
    assert.equal(summary(afterEnd), "dialing");
  });
});

describe("a call out by the server", () => {
  const byServer = { ...placed, mode: "server" } as PhoneEvent;
  const inServerMode = { mode: "server" } as const;

  it("is no talk when our own line opens, only when they pick up too", () => {
    const theyRing = rowEvent(row({ ...inServerMode, status: "ringing", version: 2 }));
    const theyTalk = rowEvent(row({ ...inServerMode, status: "in-progress", version: 3 }));
    assert.equal(summary(after(byServer, ticketed, opened)), "dialing");
    assert.equal(summary(after(byServer, ticketed, opened, theyRing)), "ringing");
    assert.equal(summary(after(byServer, ticketed, opened, theyRing, theyTalk)), "in-call");
    assert.equal(summary(after(byServer, ticketed, theyTalk, opened)), "in-call");
  });

  it("brings their ringing tone over our open line", () => {
    const theyRing = rowEvent(row({ ...inServerMode, status: "ringing", version: 2 }));
    for (const events of [[opened, theyRing], [theyRing, opened]]) {
      const view = after(byServer, ticketed, ...events).call?.view;
      assert.equal(view?.phase === "ringing" && view.earlyMedia, true);
    }
  });
});
