// From a press in a call to its effect at the simulator, against the bare requests that the effect needs.
import { randomUUID } from "node:crypto";
import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import { openBareTalks } from "../bare-talk.ts";
import { delay } from "../delay.ts";
import { ms, type Row, times } from "../row.ts";
import { addSeats, putOnline, signIn, voiceToken } from "../seats.ts";
import { simulatorOf } from "../simulator.ts";
import { median, p95 } from "../statistics.ts";
import type { World } from "../world.ts";

const OUR_LINE = "+493023125610";
const LIMIT = 1.5;
const FIRST_LIMIT = 2;

/** Nobody documents how long Twilio's API takes; the simulator's own 3 ms would make a floor of nothing. */
const API_LATENCY_MS = 100;

const REASON =
  "A press costs its requests to Twilio, and half as much again for keeping it, deciding and keeping what came of it: " +
  "nobody waits for a key. Twilio's API is taken to need 100 ms for each (assumed), on both sides.";
const FIRST_REASON =
  "The upgrade waits for two callbacks besides, and each is a request to us and a transaction.";
const GAP_REASON =
  "What the parent's side hears of an upgrade because of us: its line waits for our answer to the Dial's action. " +
  "The rest of the gap is Twilio's. Half of what a person notices as a break (Twilio's own concealment takes 60 ms).";
const GAP_LIMIT_MS = 60;

const Placed = v.object({ connect: v.object({ CallId: v.string() }) });

const steps = ["first hold", "resume", "hold", "add", "hand-over"] as const;
type Step = (typeof steps)[number];
type Times = Record<Step, number[]>;
const noTimes = (): Times => ({ "first hold": [], resume: [], hold: [], add: [], "hand-over": [] });

/** Answers how long it took, in ms. */
async function timed(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

export async function commands(world: World): Promise<Row[]> {
  const { sql, size } = world;
  const twilio = simulatorOf(world);
  await sql`
    update public.workspace_policy set agent_calls_per_minute = null, workspace_calls_per_minute = null,
      agent_minutes_per_day = null, workspace_minutes_per_day = null`;
  await twilio.choose({ apiLatencyMs: API_LATENCY_MS });
  const rounds = size.quick ? 5 : 30;
  const bare = await openBareTalks(world);
  const ours = noTimes();
  const floor = noTimes();
  try {
    const followed = await twilio.followWebhooks();
    for (let round = 0; round < rounds; round++) {
      await measureOurs(world, ours);
      await measureBare(bare, floor);
      await followed.read();
    }
    const actions = (await followed.settled())
      .filter(({ url }) => url.includes("/inbound/action"))
      .flatMap(({ ms: took }) => took === null ? [] : [took]);
    return [
      ...steps.map((step) => row(step, ours[step], floor[step])),
      {
        measure: "our share of the gap at an upgrade (silence of one side)",
        ours: `${ms(median(actions))} (p95 ${ms(p95(actions))})`,
        floor: "–",
        result: ms(median(actions)),
        limit: `≤ ${GAP_LIMIT_MS} ms`,
        ok: median(actions) <= GAP_LIMIT_MS,
        reason: GAP_REASON,
      },
    ];
  } finally {
    bare.close();
  }
}

function row(step: Step, ours: readonly number[], floor: readonly number[]): Row {
  const ratio = median(ours) / median(floor);
  const limit = step === "first hold" ? FIRST_LIMIT : LIMIT;
  return {
    measure: `from a press to its effect: ${step}`,
    ours: `${ms(median(ours))} (p95 ${ms(p95(ours))})`,
    floor: `${ms(median(floor))} (p95 ${ms(p95(floor))})`,
    result: times(ratio),
    limit: `≤ ${limit.toFixed(2)}×`,
    ok: ratio <= limit,
    reason: step === "first hold" ? FIRST_REASON : REASON,
  };
}

async function measureBare(
  bare: Awaited<ReturnType<typeof openBareTalks>>,
  into: Times,
): Promise<void> {
  const talk = await bare.talk("+442079460301", "+442079460302");
  into["first hold"].push(await timed(() => talk.firstHold()));
  into.resume.push(await timed(() => talk.hold(false)));
  into.hold.push(await timed(() => talk.hold(true)));
  into.add.push(await timed(() => talk.add("+442079460303")));
  await delay(100);
  into["hand-over"].push(await timed(() => talk.handOver()));
  await talk.end();
}

async function measureOurs(world: World, into: Times): Promise<void> {
  const twilio = simulatorOf(world);
  const [seat, target] = await addSeats(world, 2, OUR_LINE);
  if (seat === undefined || target === undefined) throw new Error("Cannot measure: no seats");
  await putOnline(world, [seat.identity, target.identity]);
  const [own, theirs] = await Promise.all([signIn(world, seat.email), signIn(world, target.email)]);
  const voice = await twilio.client(await voiceToken(own, seat.identity));
  const targetVoice = await twilio.client(await voiceToken(theirs, target.identity));
  const callId = await place(world, own, seat.identity, voice);

  const press = async (command: string, more: Record<string, unknown> = {}) => {
    const { data, error } = await own.functions.invoke("call", {
      body: { id: randomUUID(), workspaceId: 1, callId, command, ...more },
    });
    if (error !== null) throw error;
    if (data.outcome !== "done") throw new Error(`Cannot measure: ${command} is ${data.outcome}`);
  };
  into["first hold"].push(await timed(() => press("hold")));
  into.resume.push(await timed(() => press("resume")));
  into.hold.push(await timed(() => press("hold")));
  await press("resume");
  into.add.push(
    await timed(() => press("add", { target: { kind: "number", to: "+442079460303" } })),
  );
  await inConference(world, callId, 3);
  const [third] = await world.sql<{ id: number }[]>`
    select id::int from public.call_leg where call_id = ${callId} and purpose = 'add'`;
  await press("drop", { legId: third?.id });
  await press("consult", { target: { kind: "seat", agentId: target.agentId } });
  while (!(await twilio.clientCalls(targetVoice)).some(({ state }) => state === "ringing")) {
    await delay(10);
  }
  await twilio.clientAccept(targetVoice);
  await inConference(world, callId, 3);
  into["hand-over"].push(await timed(() => press("hand-over")));
  await twilio.clientHangUp(targetVoice);
}

async function place(
  world: World,
  client: SupabaseClient,
  identity: string,
  voice: string,
): Promise<number> {
  const { data, error } = await client.functions.invoke("outbound", {
    body: { To: "+442079460304", From: OUR_LINE, WorkspaceId: 1, identity },
  });
  if (error !== null) throw error;
  const { connect } = v.parse(Placed, data);
  await simulatorOf(world).clientConnect(voice, connect);
  for (let tried = 0; tried < 1000; tried++) {
    const [call] = await world.sql<{ id: number }[]>`
      select id::int from public.call where ticket = ${connect.CallId} and status = 'in-progress'`;
    if (call !== undefined) return call.id;
    await delay(10);
  }
  throw new Error("Cannot measure: the call is not answered");
}

async function inConference({ sql }: World, callId: number, count: number): Promise<void> {
  for (let tried = 0; tried < 1000; tried++) {
    const [found] = await sql<{ count: number }[]>`
      select count(*)::int as count from public.call_leg
      where call_id = ${callId} and joined_at is not null and left_at is null and ended_at is null`;
    if (found?.count === count) return;
    await delay(10);
  }
  throw new Error("Cannot measure: not everybody has come");
}
