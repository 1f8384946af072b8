import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PhoneEvent } from "./events.ts";
import {
  after,
  answering,
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

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((
      rest,
    ) => [item, ...rest])
  );
}
