import assert from "node:assert/strict";
import { test } from "node:test";
import type { SupabaseClient } from "@supabase/supabase-js";
import { openHealth } from "./health-store.ts";
import { endStart } from "../shared/start-phase.ts";

endStart();

const at = "2026-06-17T11:40:00+00:00";
const row = (level: "green" | "red") => ({
  check: "api-key",
  level,
  finding: level === "green" ? "key-accepted" : "key-refused",
  facts: level === "green"
    ? { keySid: `SK${"7".repeat(32)}` }
    : { keySid: `SK${"7".repeat(32)}`, twilioCode: 20003, twilioMessage: null },
  repair: null,
  since: at,
  checked_at: at,
});

interface Answer {
  data: unknown;
  error: { message: string } | null;
}

/** A database that answers when the test says so, and a topic that the test speaks on. */
function bench() {
  const reports: string[] = [];
  const failures: unknown[] = [];
  const questions: ((answer: Answer) => void)[] = [];
  let topic = "";
  let say: (state: string) => void = () => {};
  let send: (message: { event: string; payload: unknown }) => void = () => {};
  const query = {
    select: () => query,
    eq: () => new Promise<Answer>((resolve) => questions.push(resolve)),
  };
  const channel = {
    on: (_type: string, _filter: unknown, listener: typeof send) => {
      send = listener;
      return channel;
    },
    subscribe: (listener: typeof say) => {
      say = listener;
    },
  };
  const client = {
    from: () => query,
    channel: (name: string) => {
      topic = name;
      return channel;
    },
    removeChannel: () => Promise.resolve("ok"),
  };
  const store = openHealth(
    client as unknown as SupabaseClient,
    1,
    (checks) => reports.push(checks.map(({ level }) => level).join()),
    (error) => failures.push(error),
  );
  return {
    store,
    reports,
    failures,
    topic: () => topic,
    join: () => say("SUBSCRIBED"),
    send: (event: string) => send({ event, payload: { red: 1, amber: 0, checked_at: at } }),
    asked: () => questions.length,
    /** Answers the question of that number. */
    answer: async (number: number, answer: Answer) => {
      questions[number]?.(answer);
      await new Promise(setImmediate);
    },
  };
}

const found = (level: "green" | "red"): Answer => ({ data: [row(level)], error: null });

test("rows are read at once, on each join and after each run of the checks", async () => {
  const { topic, join, send, asked, answer, reports } = bench();
  assert.deepEqual([topic(), asked()], ["workspace:1:health", 1]);
  join();
  send("health");
  send("call");
  assert.equal(asked(), 3);
  await answer(2, found("red"));
  assert.deepEqual(reports, ["red"]);
});

test("an answer that a later question overtook changes nothing", async () => {
  const { send, answer, reports } = bench();
  send("health");
  await answer(1, found("green"));
  await answer(0, found("red"));
  assert.deepEqual(reports, ["green"]);
});

test("what can't be read is told, and reports nothing", async () => {
  const { answer, reports, failures } = bench();
  await answer(0, { data: null, error: { message: "down" } });
  assert.deepEqual([reports, failures.length], [[], 1]);
});

test("a finding of a newer version is told and left out", async () => {
  const { answer, reports, failures } = bench();
  const newer = { ...row("red"), finding: "from-the-future" };
  await answer(0, { data: [newer, row("green")], error: null });
  assert.deepEqual([reports, failures.length], [["green"], 1]);
});

test("after it is closed nothing is reported", async () => {
  const { store, answer, reports } = bench();
  store.close();
  await answer(0, found("red"));
  assert.deepEqual(reports, []);
});
