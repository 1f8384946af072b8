import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import type { SupabaseClient } from "@supabase/supabase-js";
import { endStart } from "../shared/start-phase.ts";
import type { DayState } from "./day-state.ts";
import { openDay } from "./day-store.ts";
import { agentSeat, databaseCall } from "./fixtures.ts";

endStart();

const missedCall = (id: number) =>
  databaseCall({
    id,
    status: "no-answer",
    end_reason: "all-busy",
    created_at: new Date(Date.UTC(2026, 10, 1) + id * 1000).toISOString(),
    ended_at: "2026-11-01T10:00:00+00:00",
    to_return: true,
    version: 2,
  });

/** A database in which so many calls wait to be returned, and a topic that the test speaks on. */
function day() {
  const states: DayState[] = [];
  const failures: unknown[] = [];
  const set = { toReturn: 3, readings: [] as string[], fails: false };
  let send: (message: { event: string; payload: unknown }) => void = () => {};
  const client = {
    rpc(name: string, args: Record<string, unknown>) {
      if (name === "day_figures") set.readings.push(String(args["since"]));
      const before = Number(args["before_id"] ?? Infinity);
      const ids = Array.from({ length: set.toReturn }, (_, index) => set.toReturn - index);
      const data = name === "day_figures"
        ? { ok: true, calls: 151, talked_s: 900, to_return: set.toReturn }
        : {
          ok: true,
          calls: ids.filter((id) => id < before).slice(0, Number(args["count"])).map(missedCall),
        };
      return Promise.resolve(
        set.fails
          ? { data: null, error: { message: "gone" }, status: 0 }
          : { data, error: null, status: 200 },
      );
    },
    from: () => {
      const query = {
        select: () => query,
        eq: () => query,
        order: () => Promise.resolve({ data: [], error: null }),
      };
      return query;
    },
    channel: () => ({
      on: (_: string, __: unknown, handler: typeof send) => void (send = handler),
      subscribe: () => {},
    }),
    removeChannel: () => Promise.resolve("ok" as const),
  };
  const opened = openDay(
    client as unknown as SupabaseClient,
    agentSeat,
    (state) => void states.push(state),
    (error) => void failures.push(error),
  );
  return {
    opened,
    set,
    failures,
    state: () => states.at(-1),
    settle: () => new Promise((resolve) => setImmediate(resolve)),
    broadcast: (payload: unknown) => send({ event: "call", payload }),
  };
}

describe("the day's figures", () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout", "Date"], now: new Date(2026, 10, 25, 14, 42) });
  });
  afterEach(() => mock.timers.reset());

  it("are the database's, since midnight here", async () => {
    const { settle, state, set, opened } = day();
    await settle();
    assert.deepEqual(set.readings, [new Date(2026, 10, 25).toISOString()]);
    assert.deepEqual({ ...state(), missed: state()?.missed.map(({ id }) => id) }, {
      loaded: true,
      calls: 151,
      talkedSeconds: 900,
      toReturn: 3,
      missed: [3, 2, 1],
    });
    opened.close();
  });

  it("are read again when a call ended, twice at most however many did", async () => {
    const { settle, broadcast, set, opened, state } = day();
    await settle();
    set.toReturn = 4;
    for (let id = 4; id < 40; id++) broadcast(missedCall(id));
    mock.timers.tick(2_000);
    await settle();
    assert.equal(set.readings.length, 2);
    assert.equal(state()?.toReturn, 4);
    opened.close();
  });

  it("are not read again for a call that goes on", async () => {
    const { settle, broadcast, set, opened } = day();
    await settle();
    broadcast({ ...missedCall(4), status: "in-progress", ended_at: null, to_return: false });
    mock.timers.tick(60_000);
    await settle();
    assert.equal(set.readings.length, 1);
    opened.close();
  });

  it("begin anew at midnight", async () => {
    const { settle, set, opened } = day();
    await settle();
    mock.timers.tick(new Date(2026, 10, 26).getTime() - Date.now());
    await settle();
    assert.deepEqual(set.readings.slice(1), [new Date(2026, 10, 26).toISOString()]);
    opened.close();
  });

  it("have the newest calls to return, and older ones when asked", async () => {
    const { settle, set, state, opened } = day();
    set.toReturn = 70;
    await settle();
    assert.equal(state()?.missed.length, 50);
    opened.loadMore();
    await settle();
    assert.equal(state()?.missed.length, 70);
    opened.close();
  });

  it("stay what they were when they can't be read, and say nothing once closed", async () => {
    const { settle, set, state, failures, opened } = day();
    await settle();
    set.fails = true;
    opened.refetch();
    await settle();
    assert.equal(failures.length, 1);
    assert.equal(state()?.calls, 151);
    opened.close();
    opened.refetch();
    await settle();
    assert.equal(set.readings.length, 2);
  });
});
