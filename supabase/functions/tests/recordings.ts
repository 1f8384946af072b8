// What Twilio was asked and has of recordings, for the tests of calls that are recorded.
import * as v from "valibot";
import { control } from "./simulator.ts";
import { type Sql, stack } from "./stack.ts";
import { callNow } from "./talks.ts";
import { until } from "./until.ts";

const workspace = stack.workspaces[0]!;
const authorization = `Basic ${btoa(`${workspace.accountSid}:${workspace.authToken}`)}`;

export type Mode = "off" | "on-demand" | "always";

/** The workspace's policy while the test lasts; `await using` puts it back to off. */
export async function recordingIs(sql: Sql, mode: Mode, heardBy = "agents") {
  const set = (recording: Mode, by: string) =>
    sql`update public.workspace_policy set recording = ${recording}, recordings_heard_by = ${by}
      where workspace_id = ${workspace.id}`;
  await set(mode, heardBy);
  return { [Symbol.asyncDispose]: async () => void await set("off", "agents") };
}

/** Waits until the call's screens show that. */
export async function shows(
  sql: Sql,
  callId: number,
  state: "announcing" | "on" | "paused" | null,
): Promise<void> {
  let last: unknown;
  try {
    await until(async () => {
      const [call] = await sql`select recording from public.call where id = ${callId}`;
      last = call?.["recording"];
      return last === state;
    }, 600);
  } catch {
    const requests = await sql`
      select kind, outcome, twilio_code from private.twilio_request where call_id = ${callId} order by id`;
    const { notice } = await callNow(sql, callId);
    throw new Error(
      `Wanted ${state}, shown ${String(last)} after ${JSON.stringify(requests)}, ${
        JSON.stringify(notice)
      }`,
    );
  }
}

/** The call's recordings as they are kept, oldest first. */
export async function recordings(sql: Sql, callId: number) {
  const rows = await sql<
    { id: number; sid: string; status: string; leg: string; by: number | null }[]
  >`
    select r.id::int, r.recording_sid as sid, r.status, l.role as leg, r.started_by::int as by
    from private.recording as r join public.call_leg as l on l.id = r.leg_id
    where r.call_id = ${callId} order by r.id`;
  return [...rows];
}

/** What Twilio says of a recording; null when it has none. */
export async function atTwilio(sid: string): Promise<{ status: string; channels: number } | null> {
  const response = await fetch(
    `${stack.twilioUrl}/2010-04-01/Accounts/${workspace.accountSid}/Recordings/${sid}.json`,
    { headers: { authorization } },
  );
  if (response.status === 404) {
    await response.body?.cancel();
    return null;
  }
  return v.parse(v.object({ status: v.string(), channels: v.number() }), await response.json());
}

/** Every telephone of the call, and when it had heard that the call is recorded. */
export async function told(sql: Sql, callId: number) {
  const rows = await sql<{ leg: string; way: string; heard: boolean }[]>`
    select l.role as leg, k.way, k.heard_at is not null as heard
    from private.consent as k join public.call_leg as l on l.id = k.leg_id
    where k.call_id = ${callId} order by l.id`;
  return [...rows];
}

interface RestFault {
  method?: string;
  path: string;
  do?: "refuse" | "hang" | "lose";
  status?: number;
  code?: number;
  nth?: number;
  times?: number | "all";
}

/** Twilio's API does that to our requests while the test lasts. */
export async function restFaults(...rest: RestFault[]) {
  await control("PUT", "/faults", { rest });
  return { [Symbol.asyncDispose]: async () => void await control("PUT", "/faults", {}) };
}

/** Everybody's media at Twilio's default, or as they should be, as Health found it. */
export async function mediaAre(sql: Sql, finding: "recordings-open" | "recordings-protected") {
  await sql`insert into public.health_check (workspace_id, "check", level, finding, facts)
    values (${workspace.id}, 'recordings', 'red', ${finding}, '{}')
    on conflict on constraint health_check_pkey do update set finding = excluded.finding`;
}
