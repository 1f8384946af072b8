// Fifty agents of one workspace online at once, and five calls a second through it.
import { REALTIME_SUBSCRIBE_STATES, type SupabaseClient } from "@supabase/supabase-js";
import type { Page } from "playwright-core";
import * as v from "valibot";
import { delay } from "../delay.ts";
import { ms, type Row } from "../row.ts";
import {
  addSeats,
  putEverybodyOffline,
  putOnline,
  type SeatOfBench,
  signIn,
  voiceToken,
} from "../seats.ts";
import { type Simulator, simulatorOf } from "../simulator.ts";
import { withStage } from "../stage.ts";
import { median, p95 } from "../statistics.ts";
import type { World } from "../world.ts";

const AGENTS = 50;
const CALLS_A_SECOND = 5;
const OUR_LINE = "+493023125610";
/** Between a call's ring and the caller's end. */
const CALL_MS = 1_500;
const PUSH_LIMIT_MS = 500;

const SCREENS_REASON =
  "What a screen says is what the database says, or agents call back people who were answered.";
const LOST_REASON = "As at saturation: what we answered must be kept.";
const PUSH_REASON =
  "A screen that is half a second behind at worst is still seen before the ringing ends. Not a ratio: the floor is " +
  "one message, ours are up to ten at the end of a transaction that began with the webhook. The amount depends on " +
  "the machine, so it is generous: 391 ms with twelve processes waiting for two cores.";

/** A call as its broadcast and as the table tell it. */
const Call = v.looseObject({ id: v.number(), status: v.string(), version: v.number() });

/** Somebody who is online without a page. */
interface Agent {
  seat: SeatOfBench;
  client: SupabaseClient;
  /** The newest version of each call, by its id. */
  calls: Map<number, v.InferOutput<typeof Call>>;
  voiceId: string;
}

export function fifty(world: World): Promise<Row[]> {
  return withStage(world, async (stage) => {
    const twilio = simulatorOf(world);
    await putEverybodyOffline(world);
    const seats = await addSeats(world, AGENTS, OUR_LINE);
    const pages = [
      await stage.dialer("jonas@nordlicht-reisen.example"),
      await stage.dialer(seats[0]?.email ?? ""),
      await stage.dialer(seats[1]?.email ?? ""),
    ];
    const delays: Delays = { ours: [], floor: [] };
    const agents: Agent[] = [];
    for (const seat of seats) agents.push(await comeOnline(world, twilio, seat, delays));
    await putOnline(world, seats.map(({ identity }) => identity));

    const callbacks = await twilio.followWebhooks();
    const seconds = world.size.quick ? 4 : 30;
    const placed = await placeCalls(world, twilio, agents, seconds * CALLS_A_SECOND, callbacks);
    const webhooks = await callbacks.settled();
    const lost = await lostCallbacks(world, webhooks, placed);
    const wrong = await wrongAgents(world, agents) + await wrongPages(pages);
    for (const { client } of agents) await client.removeAllChannels();

    const what =
      `${AGENTS} agents online, ${CALLS_A_SECOND} calls a second, ${placed.length} calls`;
    return [
      {
        measure: `${what}: screens that are wrong afterwards`,
        ours: `${agents.length + pages.length - wrong} of ${agents.length + pages.length} right`,
        floor: "–",
        result: String(wrong),
        limit: "0",
        ok: wrong === 0,
        reason: SCREENS_REASON,
      },
      {
        measure: "… callbacks lost",
        ours: `${webhooks.length - lost} of ${webhooks.length} kept`,
        floor: "–",
        result: String(lost),
        limit: "0",
        ok: lost === 0,
        reason: LOST_REASON,
      },
      {
        measure: "… p95 from transaction to an agent's client",
        ours: `${ms(p95(delays.ours))} (median ${ms(median(delays.ours))})`,
        floor: `${ms(p95(delays.floor))} (median ${ms(median(delays.floor))})`,
        result: ms(p95(delays.ours)),
        limit: `≤ ${PUSH_LIMIT_MS} ms`,
        ok: p95(delays.ours) <= PUSH_LIMIT_MS,
        reason: PUSH_REASON,
      },
    ];
  });
}

/** From the beginning of a transaction to the message in a client, in ms; floor: a bare `realtime.send`. */
interface Delays {
  ours: number[];
  floor: number[];
}

async function comeOnline(
  world: World,
  twilio: Simulator,
  seat: SeatOfBench,
  delays: Delays,
): Promise<Agent> {
  const client = await signIn(world, seat.email);
  const calls: Agent["calls"] = new Map();
  const voiceId = await twilio.client(await voiceToken(client, seat.identity));
  await new Promise<void>((resolve, reject) => {
    client.channel(`agent:${seat.agentId}`, { config: { private: true } })
      .on("broadcast", { event: "call" }, ({ payload }) => {
        const call = v.parse(Call, payload);
        if ((calls.get(call.id)?.version ?? 0) < call.version) calls.set(call.id, call);
        if (call.status === "ringing" && typeof call["created_at"] === "string") {
          if (call.version === 1) delays.ours.push(Date.now() - Date.parse(call["created_at"]));
        }
      })
      .on("broadcast", { event: "bench" }, ({ payload }) => {
        delays.floor.push(Date.now() - Date.parse(String(payload["at"])));
      })
      .subscribe((status) =>
        status === REALTIME_SUBSCRIBE_STATES.SUBSCRIBED
          ? resolve()
          : reject(new Error(`Cannot join: ${status}`))
      );
  });
  return { seat, client, calls, voiceId };
}

/** Places the calls at their pace; of each a client answers, and the caller ends it. */
async function placeCalls(
  world: World,
  twilio: Simulator,
  agents: Agent[],
  count: number,
  callbacks: { read(): Promise<unknown> },
): Promise<string[]> {
  const began = performance.now();
  const running: Promise<string>[] = [];
  for (let n = 0; n < count; n++) {
    running.push(oneCall(twilio, agents, n));
    const topic = `agent:${agents[n % agents.length]?.seat.agentId}`;
    await world.sql`
      select realtime.send(jsonb_build_object('at', now()), 'bench', ${topic}, true)`;
    await callbacks.read();
    const next = began + (n + 1) * (1000 / CALLS_A_SECOND);
    await delay(Math.max(0, next - performance.now()));
  }
  return await Promise.all(running);
}

async function oneCall(twilio: Simulator, agents: Agent[], n: number): Promise<string> {
  const sid = await twilio.dial(`+44207946${String(1000 + n).slice(-4)}`, OUR_LINE);
  const ends = performance.now() + CALL_MS;
  while (performance.now() < ends) {
    await delay(100);
    if (await acceptAny(twilio, agents, n)) break;
  }
  await delay(Math.max(0, ends - performance.now()));
  // A caller whom nobody could take was told so, and is gone already.
  await twilio.hangUp(sid).catch(() => undefined);
  return sid;
}

/** Lets one of the clients answer whatever rings there; every third call nobody answers. */
async function acceptAny(twilio: Simulator, agents: Agent[], n: number): Promise<boolean> {
  if (n % 3 === 2) return true;
  for (let step = 0; step < agents.length; step++) {
    const agent = agents[(n * 7 + step) % agents.length];
    if (agent === undefined) continue;
    if (!(await twilio.clientCalls(agent.voiceId)).some(({ state }) => state === "ringing")) {
      continue;
    }
    return await twilio.clientAccept(agent.voiceId).then(() => true, () => false);
  }
  return false;
}

/** Callbacks that the simulator sent and the database does not have, or that were answered otherwise than 2xx. */
async function lostCallbacks(
  { sql }: World,
  webhooks: readonly { status: number | null }[],
  placed: readonly string[],
): Promise<number> {
  const refused = webhooks.filter(({ status }) => status === null || status >= 300).length;
  const [row] = await sql`
    select count(*)::int as kept from public.call_event as e
    join public.call as c on c.id = e.call_id
    where exists (select from public.call_leg as l where l.call_id = c.id and l.call_sid in ${
    sql(placed)
  })`;
  return refused + Math.abs(webhooks.length - refused - Number(row?.["kept"]));
}

/** How many clients know a call otherwise than the database. */
async function wrongAgents({ sql }: World, agents: Agent[]): Promise<number> {
  let wrong = 0;
  for (const { seat, calls } of agents) {
    const rows = await sql`
      select c.id::int, c.status, c.version::int from public.call as c
      join public.call_participant as r on r.call_id = c.id
      where r.agent_id = ${seat.agentId}`;
    const right = rows.every((row) => {
      const known = calls.get(Number(row["id"]));
      return known?.status === row["status"] && known?.version === row["version"];
    });
    if (!right || rows.length !== calls.size) wrong++;
  }
  return wrong;
}

/** A page is right when it says the same after a reload, which reads everything anew. */
async function wrongPages(pages: Page[]): Promise<number> {
  let wrong = 0;
  for (const page of pages) {
    const live = await rowsOf(page);
    await page.reload();
    await page.getByRole("main").getByRole("row").nth(1).waitFor();
    if (live.slice(0, 40).join("\n") !== (await rowsOf(page)).slice(0, 40).join("\n")) wrong++;
  }
  return wrong;
}

async function rowsOf(page: Page): Promise<string[]> {
  await delay(500);
  return await page.getByRole("main").getByRole("row").allInnerTexts();
}
