// Calls that scripted dialers place, and whether the database has them as the simulator does.
import type { SupabaseClient } from "@supabase/supabase-js";
import * as v from "valibot";
import { delay } from "./delay.ts";
import type { Killable } from "./killable.ts";
import { addSeats, signIn, voiceToken } from "./seats.ts";
import type { Simulator } from "./simulator.ts";

const OUR_LINE = "+493023125610";
const POLL_MS = 250;
const Placed = v.object({ connect: v.object({ CallId: v.string() }) });
const isLive = (status: string) =>
  ["queued", "initiated", "ringing", "in-progress"].includes(status);

/** Somebody with a seat and a dialer without media. */
export interface Caller {
  identity: string;
  client: SupabaseClient;
  voiceId: string;
}

export interface PlacedCall {
  caller: Caller;
  /** Of the caller's leg. */
  sid: string;
}

export async function makeCallers(
  stack: Killable,
  twilio: Simulator,
  count: number,
): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (const { identity, email } of await addSeats(stack, count, OUR_LINE)) {
    const client = await signIn(stack, email);
    callers.push({
      identity,
      client,
      voiceId: await twilio.client(await voiceToken(client, identity)),
    });
  }
  return callers;
}

/** Everybody calls somebody outside; resolves when all talk, at the simulator and in the database. */
export async function placeCalls(
  { sql }: Killable,
  twilio: Simulator,
  callers: readonly Caller[],
): Promise<PlacedCall[]> {
  const placed: PlacedCall[] = [];
  for (const [n, caller] of callers.entries()) {
    const { data, error } = await caller.client.functions.invoke("outbound", {
      body: {
        // Ofcom keeps these for fiction.
        To: `+442079460${200 + n}`,
        From: OUR_LINE,
        WorkspaceId: 1,
        identity: caller.identity,
      },
    });
    if (error !== null) throw error;
    const { connect } = v.parse(Placed, data);
    placed.push({ caller, sid: await twilio.clientConnect(caller.voiceId, connect) });
  }
  await until("all calls talk", 60, async () => {
    const { wrong, open } = await compare(sql, twilio, placed);
    return wrong === 0 && open === placed.length;
  });
  return placed;
}

/**
 * How many of the calls are in the database otherwise than at the simulator: the call or a leg that is over has
 * another status, or one that goes on there is over or missing here. And how many talk at the simulator. (Twilio
 * doesn't say when an agent's own leg is answered: any status of a leg that goes on will do.)
 */
export async function compare(
  sql: Killable["sql"],
  twilio: Simulator,
  placed: readonly PlacedCall[],
): Promise<{ wrong: number; open: number }> {
  const sids = placed.map(({ sid }) => sid);
  const legs = (await twilio.legs())
    .filter((leg) => sids.includes(leg.sid) || sids.includes(leg.parentSid ?? ""));
  const rows = await sql`
    select l.call_sid, l.status, c.status as call_status, c.ended_at is null as open
    from public.call_leg as l join public.call as c on c.id = l.call_id
    where l.call_sid in ${sql(legs.map(({ sid }) => sid))}`;
  const known = new Map(rows.map((row) => [String(row["call_sid"]), row]));
  let wrong = 0;
  let open = 0;
  for (const sid of sids) {
    const own = legs.filter((leg) => leg.sid === sid || leg.parentSid === sid);
    const status = own.find((leg) => leg.sid === sid)?.status ?? "";
    if (own.length === 2 && own.every((leg) => leg.status === "in-progress")) open++;
    const right = own.every((leg) => {
      const row = known.get(leg.sid);
      if (row === undefined) return false;
      const legIsRight = isLive(leg.status)
        ? isLive(String(row["status"]))
        : row["status"] === leg.status;
      return legIsRight && row["call_status"] === status && row["open"] === isLive(status);
    });
    if (!right) wrong++;
  }
  return { wrong, open };
}

/** @throws {Error} when it does not come about in time */
export async function until(
  what: string,
  seconds: number,
  ask: () => Promise<boolean>,
): Promise<void> {
  const ends = performance.now() + seconds * 1000;
  while (!await ask()) {
    if (performance.now() > ends) throw new Error(`Cannot go on: not within ${seconds} s: ${what}`);
    await delay(POLL_MS);
  }
}
