import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openEventLog } from "./event-log.ts";
import type { RecordedEvent } from "./server.ts";

function phone(id: number | null = 41) {
  const sent: [number, string[]][] = [];
  const due: (() => void)[] = [];
  let callId = id;
  const record = openEventLog(
    {
      recordEvents(call, events) {
        sent.push([call, events.map((event: RecordedEvent) => event.kind)]);
        return Promise.resolve();
      },
    },
    () => callId,
    (_, run) => {
      due.push(run);
      return () => void due.splice(due.indexOf(run), 1);
    },
  );
  return {
    sent,
    record,
    pending: () => due.length,
    know: (known: number) => void (callId = known),
    tick: () => due.shift()?.(),
  };
}

describe("what the SDK told", () => {
  it("is sent together, once a second", () => {
    const { record, sent, tick } = phone();
    record.note({ kind: "ringing", at: 1 });
    record.note({ kind: "opened", at: 2 });
    assert.deepEqual(sent, []);
    tick();
    assert.deepEqual(sent, [[41, ["ringing", "opened"]]]);
    record.note({ kind: "muted", at: 3 });
    tick();
    assert.deepEqual(sent[1], [41, ["muted"]]);
  });

  it("waits until it is known which call it belongs to", () => {
    const { record, sent, tick, know } = phone(null);
    record.note({ kind: "ringing", at: 1 });
    tick();
    assert.deepEqual(sent, []);
    know(42);
    record.note({ kind: "opened", at: 2 });
    tick();
    assert.deepEqual(sent, [[42, ["ringing", "opened"]]]);
  });

  it("is sent at once at the end, and no timer is left", () => {
    const { record, sent, pending } = phone();
    record.note({ kind: "closed", at: 1 });
    record.flush();
    assert.deepEqual(sent, [[41, ["closed"]]]);
    assert.equal(pending(), 0);
  });

  it("is split where the database would not take it in one piece", () => {
    const { record, sent, tick } = phone();
    for (let i = 0; i < 45; i++) record.note({ kind: "warning", at: i });
    record.flush();
    tick();
    assert.deepEqual(sent.map(([, kinds]) => kinds.length), [40, 5]);
  });
});
