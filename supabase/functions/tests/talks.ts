// Calls that go on, with scripted people: each seat and each telephone speaks a tone of its own, so that who hears whom
// can be asked of the simulator.
import { assertEquals } from "@std/assert";
import * as v from "valibot";
import { OutboundAnswerSchema } from "../_shared/contracts/outbound.ts";
import type { OpenLeg } from "../_shared/contracts/call.ts";
import { createSeat, type Seat } from "./people.ts";
import { control } from "./simulator.ts";
import { openDatabase, postAs, refusal, type Sql, stack } from "./stack.ts";
import { until } from "./until.ts";

const workspace = stack.workspaces[0]!;

/** A seat whose browser is a scripted client. */
export interface Person extends Seat {
  client: string;
  /** What it says, in Hz. */
  tone: number;
}

/** The number that rings the people of a test, and that they call from. */
export const line = workspace.numbers[0]!;

/** The database for a test with people: whoever is left online at its end is rung by no other test's call. */
export async function openTalks() {
  const { sql, [Symbol.asyncDispose]: close } = openDatabase();
  const allOffline = () =>
    sql`update public.agent_presence set status = 'offline' where workspace_id = ${workspace.id}`;
  await allOffline();
  return {
    sql,
    async [Symbol.asyncDispose]() {
      await allOffline();
      await close();
    },
  };
}

/** A new seat, online and ready to be rung, unless somebody else's phone should ring. */
export async function person(
  sql: Sql,
  tone: number,
  { rings = true, role = "agent" }: { rings?: boolean; role?: "agent" | "supervisor" | "admin" } =
    {},
): Promise<Person> {
  const seat = await createSeat(sql, { workspaceId: workspace.id, number: line });
  await sql`update public.agent_phone set rings = ${rings} where agent_id = ${seat.agentId}`;
  await sql`update public.agent set role = ${role} where id = ${seat.agentId}`;
  // Heard for as long as the test takes.
  await sql`insert into public.agent_presence (agent_id, workspace_id, status, heard_at)
    values (${seat.agentId}, ${workspace.id}, 'available', now() + interval '10 minutes')`;
  const fields = { workspaceId: workspace.id, identity: seat.identity };
  const { token } = await (await postAs(seat.userToken, "token", fields)).json();
  const { id } = await control("POST", "/clients", { token });
  await control("POST", `/clients/${id}`, { do: "register" });
  return { ...seat, client: id!, tone };
}

/** Nobody of these is rung by another test's call. */
export async function leave(sql: Sql, ...people: readonly Person[]): Promise<void> {
  for (const { agentId, client } of people) {
    await control("POST", `/clients/${client}`, { do: "drop" });
    await sql`update public.agent_presence set status = 'offline' where agent_id = ${agentId}`;
  }
}

/** Tries that are enough for whatever Twilio and we may take. */
const patient = 2_000;

/** Answers the call that rings the person's browser. */
export async function answer({ client, tone }: Person): Promise<Record<string, string>> {
  const rings = await until(async () => {
    const { calls } = await viewOf(client);
    return calls.find(({ state }) => state === "ringing") ?? null;
    // A lost request takes ten seconds to be asked again.
  }, patient);
  await control("POST", `/clients/${client}`, { do: "accept", params: { tone: String(tone) } });
  return rings.params;
}

const ClientSchema = v.object({
  calls: v.array(v.object({ state: v.string(), params: v.record(v.string(), v.string()) })),
});

async function viewOf(client: string) {
  return v.parse(ClientSchema, await control("GET", `/clients/${client}`));
}

/** A telephone that answers at once and speaks a tone. */
export async function telephone(number: string, tone: number): Promise<void> {
  await control("PUT", `/numbers/${encodeURIComponent(number)}`, {
    behaviour: "answer",
    ringMs: 0,
    tone,
  });
}

/** The person talks to a caller, who says 500 Hz. */
export async function takesCall(sql: Sql, who: Person, from: string): Promise<number> {
  await control("POST", "/calls", { from, to: line, speak: { tone: 500 } });
  await answer(who);
  return await talking(sql, who);
}

/** The person talks to a telephone that they called. */
export async function placesCall(sql: Sql, who: Person, to: string): Promise<number> {
  await telephone(to, 500);
  await connects(who, await orders(who, to, line));
  return await talking(sql, who);
}

/** The person orders a call, by number or by `client:<identity>`; what the function answers. */
export async function orders(who: Person, to: string, from = ""): Promise<Response> {
  return await postAs(who.userToken, "outbound", {
    To: to,
    From: from,
    WorkspaceId: workspace.id,
    identity: who.identity,
  });
}

/** The person's browser connects with the ticket of their order, and speaks. */
export async function connects(who: Person, order: Response): Promise<void> {
  const { callId } = v.parse(OutboundAnswerSchema, await order.json());
  const speak = { do: "speak", params: { tone: String(who.tone) } };
  await control("POST", `/clients/${who.client}`, speak);
  await control("POST", `/clients/${who.client}`, { do: "connect", params: { CallId: callId } });
}

/** The person talks to a colleague whom they called. */
export async function callsColleague(sql: Sql, who: Person, colleague: Person): Promise<number> {
  await connects(who, await orders(who, `client:${colleague.identity}`));
  await answer(colleague);
  return await talking(sql, who);
}

async function talking(sql: Sql, { agentId }: Person): Promise<number> {
  return await until(async () => {
    const [call] = await sql`
      select id::int from public.call
      where agent_id = ${agentId} and status = 'in-progress' order by id desc limit 1`;
    return call === undefined ? null : Number(call["id"]);
  });
}

/** Presses a key of the phone; what the function answers. */
export async function press(
  who: Person,
  callId: number,
  command: string,
  more: Record<string, unknown> = {},
  id: string = crypto.randomUUID(),
): Promise<Response> {
  return await postAs(who.userToken, "call", {
    id,
    workspaceId: workspace.id,
    callId,
    command,
    ...more,
  });
}

/** What the function answers to a press that was carried out. */
export const done = { outcome: "done" };

/** What came of a press: its outcome, or how it was refused. */
export async function pressed(...args: Parameters<typeof press>): Promise<unknown> {
  const response = await press(...args);
  return response.status === 200 ? await response.json() : await refusal(response);
}

/** What came of the call for the person; null while it goes on, undefined if they have no part in it. */
export async function partOf(sql: Sql, callId: number, { agentId }: Person): Promise<unknown> {
  const [part] = await sql`
    select outcome from public.call_participant where call_id = ${callId} and agent_id = ${agentId}`;
  return part?.["outcome"];
}

/** Twilio's name for the telephone outside: of a call in its caller, of a call out the one who was called. */
export async function outsideSid(sql: Sql, callId: number): Promise<string> {
  const [leg] = await sql`
    select call_sid from public.call_leg where call_id = ${callId} and role in ('caller', 'callee')`;
  return String(leg?.["call_sid"]);
}

/** The other side hangs up. */
export async function outsideHangsUp(sql: Sql, callId: number): Promise<void> {
  await control("POST", `/calls/${await outsideSid(sql, callId)}`, { do: "hangup" });
}

/** Waits until the call is over. */
export async function over(sql: Sql, callId: number): Promise<void> {
  await until(async () => (await callNow(sql, callId)).status === "completed");
}

/** The person ends the call, and nobody of these is rung any more. */
export async function ends(
  sql: Sql,
  callId: number,
  who: Person,
  ...people: Person[]
): Promise<void> {
  assertEquals(await pressed(who, callId, "end"), done);
  await over(sql, callId);
  await leave(sql, who, ...people);
}

/** A press that names the person. */
export const toSeat = ({ agentId }: Person) => ({ target: { kind: "seat", agentId } });

export interface CallNow {
  status: string;
  wiring: string;
  open_legs: OpenLeg[];
  notice: { kind: string; agent_id: number | null } | null;
  ended_by: string | null;
}

export async function callNow(sql: Sql, callId: number): Promise<CallNow> {
  const [call] = await sql<CallNow[]>`
    select status, wiring, open_legs, notice, ended_by from public.call where id = ${callId}`;
  return call!;
}

const LegSchema = v.object({
  sid: v.string(),
  from: v.string(),
  to: v.string(),
  status: v.string(),
  heard: v.object({ tones: v.array(v.number()), level: v.number() }),
});

/** What each open leg of the call hears right now, by whom it is: a number, or an identity. */
export async function heard(sql: Sql, callId: number): Promise<Record<string, number[]>> {
  const legs = await sql`
    select l.call_sid, case when l.role = 'caller' then c.from_number
             else coalesce(a.identity, l.to_address) end as who
    from public.call_leg as l join public.call as c on c.id = l.call_id
    left join public.agent as a on a.id = l.agent_id and l.role in ('seat', 'supervisor')
    where l.call_id = ${callId} and l.ended_at is null and l.call_sid is not null`;
  const found = await Promise.all(legs.map(async ({ call_sid, who }) => {
    const leg = v.parse(LegSchema, await control("GET", `/calls/${call_sid}`));
    return [String(who), leg.heard.tones.toSorted((a, b) => a - b)] as const;
  }));
  return Object.fromEntries(found);
}

/** Waits until everybody hears exactly that. */
export async function hears(
  sql: Sql,
  callId: number,
  wanted: Record<string, number[]>,
): Promise<void> {
  let last: Record<string, number[]> = {};
  try {
    await until(async () => {
      last = await heard(sql, callId);
      return Object.entries(wanted).every(([who, tones]) =>
        JSON.stringify(last[who]) === JSON.stringify(tones)
      );
    }, patient);
  } catch {
    const now = await callNow(sql, callId);
    throw new Error(
      `Wanted ${JSON.stringify(wanted)}, heard ${JSON.stringify(last)} in ${JSON.stringify(now)}`,
    );
  }
}

/** Waits until somebody hears none of the people: music is sound that none of them makes. */
export async function hearsMusic(
  sql: Sql,
  callId: number,
  who: string,
  tones: readonly number[],
): Promise<void> {
  await until(async () => {
    const now = (await heard(sql, callId))[who];
    return now !== undefined && !now.some((tone) => tones.includes(tone));
  }, patient);
}

/** Whether the person's browser rings. */
export async function isRung({ client }: Person): Promise<boolean> {
  return (await viewOf(client)).calls.some(({ state }) => state === "ringing");
}
