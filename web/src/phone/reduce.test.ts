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
  ringing,
  row,
  rowEvent,
  rowIn,
  settled,
  summary,
  ticketed,
} from "./fixture.ts";
import { initialModel } from "./model.ts";
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

describe("a talk", () => {
  const talk = [placed, ticketed, ringing, opened];
  const viewAfter = (...events: PhoneEvent[]) => {
    const view = after(...talk, ...events).call?.view;
    assert.equal(view?.phase, "in-call");
    return view;
  };

  it("begins heard, with good sound and nothing sent", () => {
    const view = viewAfter();
    assert.deepEqual(
      [view.muted, view.digits, view.quality, view.heardAt, view.reconnectingSince, view.since],
      [false, "", "good", null, null, 5_000],
    );
  });

  it("is muted and unmuted", () => {
    const mute: PhoneEvent = { type: "muted", key: "a", muted: true };
    assert.equal(viewAfter(mute).muted, true);
    assert.equal(viewAfter(mute, { ...mute, muted: false }).muted, false);
  });

  it("takes mute and digits of before the answer along", () => {
    const mute: PhoneEvent = { type: "muted", key: "a", muted: true };
    const digit: PhoneEvent = { type: "digits", key: "a", digits: "4" };
    const heardAs = (...events: PhoneEvent[]) => {
      const view = after(...events, opened).call?.view;
      return view?.phase === "in-call" ? [view.muted, view.digits] : view?.phase;
    };
    assert.deepEqual(heardAs(placed, mute, ringing, digit), [true, "4"]);
    assert.deepEqual(heardAs(placed, ringing, mute, digit), [true, "4"]);
    assert.deepEqual(heardAs(invited, answering, mute), [true, ""]);
  });

  it("keeps the digits in the order they were sent", () => {
    const digits = (sent: string): PhoneEvent => ({ type: "digits", key: "a", digits: sent });
    assert.equal(viewAfter(digits("1"), digits("23#")).digits, "123#");
  });

  it("counts a reconnection from its first sign, and forgets it when it worked", () => {
    const lost = (at: number): PhoneEvent => ({ type: "reconnecting", key: "a", at });
    assert.equal(viewAfter(lost(7_000), lost(9_000)).reconnectingSince, 7_000);
    assert.equal(
      viewAfter(lost(7_000), { type: "reconnected", key: "a" }).reconnectingSince,
      null,
    );
  });

  it("is lost when it ends by a failure, and stays lost whatever the row says", () => {
    const failed: PhoneEvent = { type: "failed", key: "a", code: "53405" };
    const final = rowEvent(
      row({ status: "completed", ended_by: "other", duration_s: 58, version: 6 }),
    );
    const lost = after(...talk, failed, disconnected);
    assert.equal(summary(lost), "ended lost 60");
    assert.equal(lost.call?.errorCode, "53405");
    assert.equal(summary(reduce(lost, final)), "ended lost 58");
  });

  it("is lost when it ends while the line is broken, unless they hung up meanwhile", () => {
    const cut: PhoneEvent = { type: "reconnecting", key: "a", at: 30_000 };
    const end = (by: "agent" | "other") =>
      rowEvent(row({ status: "completed", ended_by: by, duration_s: 70, version: 6 }), 75_000);
    assert.equal(summary(after(...talk, cut, end("agent"))), "ended lost 70");
    assert.equal(summary(after(...talk, cut, end("other"))), "ended by-them 70");
    assert.equal(summary(after(...talk, cut, disconnected, end("agent"))), "ended lost 70");
    const back: PhoneEvent = { type: "reconnected", key: "a" };
    assert.equal(summary(after(...talk, cut, back, end("agent"))), "ended by-you 70");
    assert.equal(summary(after(...talk, cut, hungUp, end("agent"))), "ended by-you 70");
  });

  it("takes the code of a failure that the SDK reports after the end", () => {
    const failed: PhoneEvent = { type: "failed", key: "a", code: "31401" };
    const view = after(...talk, disconnected, failed).call?.view;
    assert.equal(view?.phase === "ended" && view.errorCode, "31401");
  });

  it("remembers the latest sound from them", () => {
    const heard = (at: number): PhoneEvent => ({ type: "heard", key: "a", at });
    assert.equal(viewAfter(heard(9_000), heard(8_000)).heardAt, 9_000);
  });

  it("knows its quality", () => {
    assert.equal(viewAfter({ type: "quality", key: "a", quality: "poor" }).quality, "poor");
  });
});

describe("order", () => {
  it("does not matter to rows: an older version changes nothing", () => {
    const busy = rowEvent(row({ status: "busy", version: 5 }));
    const late = rowEvent(row({ status: "ringing", version: 4 }));
    const ended = after(placed, ticketed, busy);
    assert.equal(reduce(ended, late), ended);
    assert.equal(reduce(ended, busy), ended);
  });

  it("does not bring an ended call back, whatever the SDK still says", () => {
    const ended = after(placed, ticketed, ringing, opened, disconnected);
    const late: PhoneEvent[] = [
      ringing,
      opened,
      disconnected,
      settled,
      hungUp,
      answering,
      { type: "muted", key: "a", muted: true },
      { type: "reconnecting", key: "a", at: 70_000 },
      { type: "digits", key: "a", digits: "1" },
    ];
    for (const event of late) assert.equal(reduce(ended, event), ended, event.type);
  });

  it("does not let an earlier call's events touch a later one", () => {
    const second = after(placed, hungUp, { ...placed, key: "b" } as PhoneEvent);
    for (const event of [ringing, opened, disconnected, hungUp, settled, ticketed]) {
      assert.equal(reduce(second, event), second, event.type);
    }
  });

  it("does not let another call's row touch this one", () => {
    const model = after(placed, ticketed);
    assert.equal(reduce(model, rowEvent(row({ ticket: null, id: 99, status: "busy" }))), model);
    const known = after(placed, ticketed, rowEvent(row({ status: "ringing", version: 2 })));
    assert.equal(reduce(known, rowEvent(row({ id: 99, status: "busy", version: 9 }))), known);
  });

  it("waits with a row until the ticket says that it is ours", () => {
    const early = rowEvent(row({ status: "ringing", version: 2 }));
    assert.equal(summary(after(placed, early)), "dialing");
    assert.equal(summary(after(placed, early, ticketed, early)), "ringing");
  });

  it("gives every order of the same facts the same end", () => {
    const facts = [
      ringing,
      opened,
      rowEvent(row({ status: "ringing", version: 2 })),
      rowEvent(row({ status: "in-progress", version: 3 })),
      rowEvent(row({ status: "completed", ended_by: "other", duration_s: 60, version: 4 }), 65_000),
      disconnected,
    ];
    for (const order of permutations(facts)) {
      assert.equal(
        summary(after(placed, ticketed, ...order, settled)),
        "ended by-them 60",
        order.map((event) => event.type === "row" ? event.row.status : event.type).join(" "),
      );
    }
  });
});

describe("the rest", () => {
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

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((
      rest,
    ) => [item, ...rest])
  );
}
