import { assertEquals } from "@std/assert";
import { control } from "./simulator.ts";
import { type Sql, stack } from "./stack.ts";
import {
  answer,
  callNow,
  done,
  hears,
  hearsMusic,
  leave,
  openTalks,
  type Person,
  person,
  placesCall,
  press,
  toSeat,
} from "./talks.ts";
import { until } from "./until.ts";

// Every request of every command fails in turn, in each way in which a request can fail. The other side is never lost:
// afterwards it talks to somebody, or hears music in a state that the next press changes.

const failures = {
  refused: { do: "refuse", status: 400, code: 20001, times: "all" },
  "without words": { do: "refuse", status: 503, code: 20503, times: "all" },
  "never answered": { do: "hang", times: 1 },
  "lost after it took effect": { do: "lose", times: 1 },
} as const;
type Failing = keyof typeof failures;

/** With whom the customer talks in the end. */
type Ends =
  | "all three talk"
  | "talks to the agent"
  | "on hold"
  | "talks to the target"
  | "the agent talks to the target";

interface Scene {
  callId: number;
  agent: Person;
  target: Person;
  /** What the other side is called from: its address, and what it says. */
  customer: string;
  sids: { customer: string; agent: string };
}

interface Case {
  command: string;
  /** Presses that lead there. */
  before?: (scene: Scene) => Promise<void>;
  more?: (scene: Scene) => Record<string, unknown>;
  /** Which request of the command fails. */
  request: string;
  path: (scene: Scene) => string;
  ends: (failing: Failing) => Ends;
}

const participant = ({ sids }: Scene) => `Conferences/*/Participants/${sids.customer}`;
const toTarget = ({ target }: Scene) => toSeat(target);
const isDefinite = (failing: Failing) => failing === "refused" || failing === "without words";

const cases: Case[] = [
  {
    command: "hold",
    request: "the redirect of the upgrade",
    path: ({ sids }) => `Calls/${sids.customer}`,
    ends: (failing) => failing === "lost after it took effect" ? "on hold" : "talks to the agent",
  },
  {
    command: "hold",
    request: "the hold",
    path: participant,
    ends: (failing) => isDefinite(failing) ? "talks to the agent" : "on hold",
  },
  {
    command: "resume",
    before: (scene) => pressed(scene, "hold"),
    request: "the release",
    path: participant,
    ends: (failing) => isDefinite(failing) ? "on hold" : "talks to the agent",
  },
  {
    command: "consult",
    more: toTarget,
    request: "the hold",
    path: participant,
    ends: (failing) => isDefinite(failing) ? "talks to the agent" : "the agent talks to the target",
  },
  {
    command: "consult",
    more: toTarget,
    request: "the target's line",
    path: ({ callId }) => `Conferences/call-${callId}/Participants`,
    ends: (failing) => isDefinite(failing) ? "talks to the agent" : "the agent talks to the target",
  },
  {
    command: "transfer",
    more: toTarget,
    request: "the target's line",
    path: ({ callId }) => `Conferences/call-${callId}/Participants`,
    ends: (failing) => isDefinite(failing) ? "talks to the agent" : "talks to the target",
  },
  {
    command: "transfer",
    more: toTarget,
    request: "the end of one's own line",
    path: ({ sids }) => `Calls/${sids.agent}`,
    // Until the page hangs up, or the reconciler has asked again.
    ends: (failing) => isDefinite(failing) ? "all three talk" : "talks to the target",
  },
  {
    command: "hand-over",
    before: async (scene) => {
      await pressed(scene, "consult", toTarget(scene));
      await answer(scene.target);
      await until(async () => (await callNow(database.sql, scene.callId)).open_legs.length === 3);
    },
    request: "the release",
    path: participant,
    ends: (failing) =>
      isDefinite(failing) ? "the agent talks to the target" : "talks to the target",
  },
];

let database: Awaited<ReturnType<typeof openTalks>>;

async function pressed(
  { agent, callId }: Scene,
  command: string,
  more: Record<string, unknown> = {},
): Promise<void> {
  const response = await press(agent, callId, command, more);
  assertEquals(await response.json(), done, command);
}

async function scene(sql: Sql, n: number): Promise<Scene> {
  const customer = `+4420794602${String(n).padStart(2, "0")}`;
  const agent = await person(sql, 900, { rings: false });
  const target = await person(sql, 1200, { rings: false });
  const callId = await placesCall(sql, agent, customer);
  const sidOf = async (role: string) => {
    const [leg] = await sql`
      select call_sid from public.call_leg where call_id = ${callId} and role = ${role}`;
    return String(leg?.["call_sid"]);
  };
  const sids = { customer: await sidOf("callee"), agent: await sidOf("seat") };
  return { callId, agent, target, customer, sids };
}

async function check(sql: Sql, { callId, agent, target, customer }: Scene, ends: Ends) {
  switch (ends) {
    case "talks to the agent":
      return await hears(sql, callId, { [customer]: [900], [agent.identity]: [500] });
    case "all three talk":
      return await hears(sql, callId, { [customer]: [900, 1200], [target.identity]: [500, 900] });
    case "on hold":
      return await hearsMusic(sql, callId, customer, [900, 1200]);
    case "talks to the target":
      return await hears(sql, callId, { [customer]: [1200], [target.identity]: [500] });
    case "the agent talks to the target":
      await hears(sql, callId, { [agent.identity]: [1200], [target.identity]: [900] });
      return await hearsMusic(sql, callId, customer, [900, 1200]);
  }
}

Deno.test("whatever request of a command fails, and however, the other side is never lost", async (t) => {
  database = await openTalks();
  const { sql } = database;
  // Or everybody who is called into a conference waits for the one before.
  const account = `/accounts/${stack.workspaces[0]!.accountSid}`;
  await control("PATCH", account, { callsPerSecond: 30 });
  await sql`update public.workspace_policy set workspace_calls_per_minute = null, agent_calls_per_minute = null`;
  const runs = cases.flatMap((one) =>
    (Object.keys(failures) as Failing[]).map((failing) => ({ one, failing }))
  );
  const ready = [];
  for (const [n, run] of runs.entries()) {
    const set = await scene(sql, n);
    await run.one.before?.(set);
    ready.push({ ...run, set });
  }
  await control("PUT", "/faults", {
    rest: ready.map(({ one, failing, set }) => ({
      method: "POST",
      path: one.path(set),
      ...failures[failing],
    })),
  });
  try {
    const outcomes = await Promise.allSettled(ready.map(async ({ one, failing, set }) => {
      const { agent, target, callId } = set;
      const response = await press(agent, callId, one.command, one.more?.(set) ?? {});
      const ends = one.ends(failing);
      if (one.more !== undefined && ends !== "talks to the agent") await answer(target);
      await check(sql, set, ends);
      return [response.status, JSON.stringify(await response.json())];
    }));
    for (const [n, outcome] of outcomes.entries()) {
      const { one, failing } = ready[n]!;
      await t.step(`${one.command}: ${one.request}, ${failing}`, () => {
        if (outcome.status === "rejected") throw outcome.reason;
      });
    }
  } finally {
    await control("PUT", "/faults", {});
    await control("PATCH", account, { callsPerSecond: 1 });
  }
  for (const { set } of ready) await leave(sql, set.agent, set.target);
  await database[Symbol.asyncDispose]();
});
