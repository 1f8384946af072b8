import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PhoneEvent } from "./events.ts";
import {
  after,
  answering,
  disconnected,
  hungUp,
  invited,
  opened,
  placed,
  ringing,
  row,
  rowEvent,
  summary,
  ticketed,
} from "./fixtures.ts";
import { reduce } from "./reduce.ts";

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
      [
        view.talk.muted,
        view.talk.digits,
        view.talk.quality,
        view.talk.heardAt,
        view.talk.reconnectingSince,
        view.since,
      ],
      [false, "", "good", null, null, 5_000],
    );
  });

  it("is muted and unmuted", () => {
    const mute: PhoneEvent = { type: "muted", key: "a", muted: true };
    assert.equal(viewAfter(mute).talk.muted, true);
    assert.equal(viewAfter(mute, { ...mute, muted: false }).talk.muted, false);
  });

  it("takes mute and digits of before the answer along", () => {
    const mute: PhoneEvent = { type: "muted", key: "a", muted: true };
    const digit: PhoneEvent = { type: "digits", key: "a", digits: "4" };
    const heardAs = (...events: PhoneEvent[]) => {
      const view = after(...events, opened).call?.view;
      return view?.phase === "in-call" ? [view.talk.muted, view.talk.digits] : view?.phase;
    };
    assert.deepEqual(heardAs(placed, mute, ringing, digit), [true, "4"]);
    assert.deepEqual(heardAs(placed, ringing, mute, digit), [true, "4"]);
    assert.deepEqual(heardAs(invited, answering, mute), [true, ""]);
  });

  it("keeps the digits in the order they were sent", () => {
    const digits = (sent: string): PhoneEvent => ({ type: "digits", key: "a", digits: sent });
    assert.equal(viewAfter(digits("1"), digits("23#")).talk.digits, "123#");
  });

  it("counts a reconnection from its first sign, and forgets it when it worked", () => {
    const lost = (at: number): PhoneEvent => ({ type: "reconnecting", key: "a", at });
    assert.equal(viewAfter(lost(7_000), lost(9_000)).talk.reconnectingSince, 7_000);
    assert.equal(
      viewAfter(lost(7_000), { type: "reconnected", key: "a" }).talk.reconnectingSince,
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
    assert.equal(viewAfter(heard(9_000), heard(8_000)).talk.heardAt, 9_000);
  });

  it("knows its quality", () => {
    assert.equal(viewAfter({ type: "quality", key: "a", quality: "poor" }).talk.quality, "poor");
  });
});
