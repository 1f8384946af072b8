import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SupabaseClient } from "@supabase/supabase-js";
import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import { endStart } from "../shared/start-phase.ts";
import { agentSeat, databaseCall } from "./fixtures.ts";
import { followCalls } from "./call-topic.ts";

endStart();

type Send = (message: { event: string; payload: unknown }) => void;

/** A server with topics that the test speaks on, and a seat whose lines it changes. */
function server(role: "agent" | "supervisor" = "agent") {
  const topics = new Map<string, { send: Send; join: () => void }>();
  const heard: Call[] = [];
  const set = { lines: ["+493023125610"], reads: 0 };
  const client = {
    from() {
      const query = {
        select: () => query,
        eq: () => query,
        order: () => {
          set.reads++;
          const data = set.lines.map((phone_number) => ({ phone_number }));
          return Promise.resolve({ data, error: null });
        },
      };
      return query;
    },
    channel(topic: string) {
      const entry = { send: (() => {}) as Send, join: () => {} };
      topics.set(topic, entry);
      return {
        topic,
        on: (_: string, __: unknown, handler: Send) => void (entry.send = handler),
        subscribe: (handler: (state: string) => void) => {
          entry.join = () => handler("SUBSCRIBED");
        },
      };
    },
    removeChannel(channel: { topic: string }) {
      topics.delete(channel.topic);
      return Promise.resolve("ok" as const);
    },
  };
  const follow = () =>
    followCalls(client as unknown as SupabaseClient, { ...agentSeat, role }, {
      onRow: (row) => void heard.push(row),
      onJoin: () => {},
      onFailure: (error) => assert.fail(String(error)),
    });
  return {
    set,
    heard,
    follow,
    topics: () => [...topics.keys()].toSorted(),
    join: (topic: string) => topics.get(topic)?.join(),
    send: (topic: string, event: string, payload: unknown) =>
      topics.get(topic)?.send({ event, payload }),
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

describe("the topics of calls", () => {
  it("are a seat's own and those of the lines that ring it", async () => {
    const { follow, topics, join, send, settle, heard } = server();
    follow();
    join("agent:7");
    await settle();
    assert.deepEqual(topics(), ["agent:7", "line:+493023125610"]);
    send("line:+493023125610", "call", databaseCall({ id: 41, status: "ringing" }));
    send("agent:7", "call", databaseCall({ id: 42, status: "in-progress" }));
    assert.deepEqual(heard.map(({ id }) => id), [41, 42]);
  });

  it("follow the seat's lines as they change, read once however many follow", async () => {
    const { set, follow, topics, join, send, settle } = server();
    const stops = [follow(), follow()];
    join("agent:7");
    await settle();
    assert.equal(set.reads, 1);
    set.lines = ["+442079460100"];
    send("agent:7", "numbers", {});
    await settle();
    assert.deepEqual(topics(), ["agent:7", "line:+442079460100"]);
    for (const stop of stops) stop();
    assert.deepEqual(topics(), []);
  });

  it("are one for those who see every call", async () => {
    const { follow, topics, settle } = server("supervisor");
    follow();
    await settle();
    assert.deepEqual(topics(), ["workspace:1:calls"]);
  });
});
