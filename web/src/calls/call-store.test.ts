import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SupabaseClient } from "@supabase/supabase-js";
import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import { type CallListState, openCallList } from "./call-store.ts";
import { agentSeat, databaseCall } from "./fixtures.ts";
import { endStart } from "../shared/start-phase.ts";

endStart();

const call = (id: number, version = 1, status: Call["status"] = "no-answer") =>
  databaseCall({
    id,
    version,
    status,
    created_at: new Date(Date.UTC(2026, 10, 1) + id * 1000).toISOString(),
    ended_at: status === "no-answer" ? "2026-11-01T10:00:00+00:00" : null,
  });

/** A database with the calls 1 to `last`, and a topic that the test speaks on. */
function bench(last: number, role: "agent" | "admin" = "agent") {
  const states: CallListState[] = [];
  const failures: unknown[] = [];
  const set = {
    last,
    topic: "",
    error: null as { message: string } | null,
    /** Calls that go on, and the lists that were read. */
    open: [] as ReturnType<typeof call>[],
    read: [] as string[],
  };
  let say: (state: string) => void = () => {};
  let send: (message: { event: string; payload: unknown }) => void = () => {};

  const client = {
    rpc(name: string, args: { which: string; before_id?: number; count: number }) {
      assert.equal(name, "list_calls");
      set.read.push(args.which);
      const all = Array.from({ length: set.last }, (_, index) => call(set.last - index));
      const from = args.which === "open" ? set.open : all;
      const calls = from.filter(({ id }) => id < (args.before_id ?? Infinity));
      return Promise.resolve({
        data: set.error ? null : { ok: true, calls: calls.slice(0, args.count) },
        error: set.error,
        status: set.error ? 0 : 200,
      });
    },
    from: () => {
      const query = {
        select: () => query,
        eq: () => query,
        order: () => Promise.resolve({ data: [], error: null }),
      };
      return query;
    },
    channel(topic: string) {
      set.topic = topic;
      return {
        on: (_: string, __: unknown, handler: typeof send) => void (send = handler),
        subscribe: (handler: typeof say) => void (say = handler),
      };
    },
    removeChannel: () => Promise.resolve("ok" as const),
  };
  const list = openCallList(
    client as unknown as SupabaseClient,
    { ...agentSeat, role },
    (state) => void states.push(state),
    (error) => void failures.push(error),
  );
  return {
    list,
    set,
    failures,
    state: () => states.at(-1),
    ids: () => states.at(-1)?.calls.map((one) => one.id) ?? [],
    settle: () => new Promise((resolve) => setImmediate(resolve)),
    say: (state: string) => say(state),
    broadcast: (payload: unknown) => send({ event: "call", payload }),
  };
}

describe("the list of calls", () => {
  it("begins with the newest page and goes on page by page to the first call", async () => {
    const { list, settle, state, ids } = bench(120);
    await settle();
    assert.equal(ids().length, 50);
    assert.equal(state()?.more, true);
    list.loadMore();
    list.loadMore();
    await settle();
    assert.equal(ids().length, 100);
    list.loadMore();
    await settle();
    assert.deepEqual(ids(), Array.from({ length: 120 }, (_, index) => 120 - index));
    assert.equal(state()?.more, false);
  });

  it("follows the own calls, or everybody's for those who supervise", () => {
    assert.equal(bench(1).set.topic, "agent:7");
    assert.equal(bench(1, "admin").set.topic, "workspace:1:calls");
  });

  it("changes with each broadcast, and not with an older or a broken one", async () => {
    const { settle, say, broadcast, state, failures } = bench(3);
    await settle();
    say("SUBSCRIBED");
    await settle();
    assert.equal(state()?.live, true);
    broadcast(call(4, 2, "ringing"));
    broadcast(call(4, 1, "created"));
    broadcast({ id: "five" });
    assert.equal(state()?.calls[0]?.status, "ringing");
    assert.equal(state()?.calls.length, 4);
    assert.equal(failures.length, 1);
  });

  it("stays as long as was asked for: the oldest leave, but for those that go on", async () => {
    const { list, settle, broadcast, ids, state } = bench(50);
    await settle();
    assert.equal(state()?.more, true);
    broadcast({ ...call(1, 2, "in-progress"), ended_at: null });
    broadcast(call(51));
    broadcast(call(52));
    assert.deepEqual(ids(), [...Array.from({ length: 50 }, (_, index) => 52 - index), 1]);
    broadcast(call(1, 3));
    assert.equal(ids().at(-1), 3);
    list.loadMore();
    broadcast(call(53));
    await settle();
    assert.deepEqual(ids(), Array.from({ length: 53 }, (_, index) => 53 - index));
    assert.equal(state()?.more, false);
  });

  it("fetches what it missed when it is joined again", async () => {
    const { settle, say, set, ids, state } = bench(3);
    await settle();
    say("SUBSCRIBED");
    say("CHANNEL_ERROR");
    assert.equal(state()?.live, false);
    set.last = 6;
    say("SUBSCRIBED");
    await settle();
    assert.deepEqual(ids(), [6, 5, 4, 3, 2, 1]);
  });

  it("has the calls that go on however old they are, until they are over", async () => {
    const { list, settle, set, ids } = bench(60);
    set.open = [call(3, 4, "in-progress")];
    await settle();
    assert.equal(ids().at(-1), 3);
    set.open = [];
    list.refetch();
    await settle();
    assert.equal(ids().at(-1), 11);
  });

  it("asks for those only when it has not read all calls", async () => {
    const { settle, set } = bench(49);
    await settle();
    assert.deepEqual(set.read, ["all"]);
  });

  it("begins anew after a whole page was missed, rather than hide a gap", async () => {
    const { list, settle, set, ids } = bench(60);
    await settle();
    set.last = 200;
    list.refetch();
    await settle();
    assert.deepEqual(ids(), Array.from({ length: 50 }, (_, index) => 200 - index));
    list.loadMore();
    await settle();
    assert.equal(ids().at(-1), 101);
  });

  it("keeps its rows when a read fails", async () => {
    const { list, settle, set, ids, failures } = bench(3);
    await settle();
    set.error = { message: "no connection" };
    list.refetch();
    await settle();
    assert.equal(ids().length, 3);
    assert.equal(failures.length, 1);
  });

  it("says nothing any more after it was closed", async () => {
    const { list, settle, state } = bench(3);
    list.close();
    await settle();
    assert.equal(state(), undefined);
  });
});
