// Whether a call is recorded is settled when it begins; one that can't be costs its webhooks nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect } from "../../../dev/stack/postgres/connect.ts";
import type { TestDatabases } from "../../../dev/stack/test-database.ts";
import { child, incomingCall, sid } from "./forms.ts";
import { startStand, undone } from "./stand.ts";
import { addressed, deliver, type Queries } from "./webhooks.ts";

let databases: TestDatabases;
before(async () => {
  databases = await startStand();
});
after(() => databases.stop());

type Mode = "off" | "on-demand" | "always";

/** A call rings Priya under one policy and is answered under another; then: which functions ran, and how often. */
async function talk(sql: Queries, rings: Mode, answered: Mode) {
  const policy = (mode: Mode) =>
    sql`update public.workspace_policy set recording = ${mode} where workspace_id = 1`;
  await policy(rings);
  await sql`
    insert into public.agent_presence (agent_id, workspace_id, status)
    select id, workspace_id, 'available' from public.agent where identity = 'priya'`;
  await sql`set local track_functions = 'pl'`;
  const { call_id: id, answer } = await deliver(
    sql,
    incomingCall(sid(1), "+33199001734", "+493023125610"),
  );
  await policy(answered);
  const leg = { sid: sid(2), parent: sid(1), to: "client:priya" };
  const taken = addressed(child(leg, "in-progress", 1, 5), answer);
  const { work } = await deliver(sql, taken);
  const ran = await sql<{ name: string }[]>`
    select funcname as name from pg_stat_xact_user_functions where schemaname in ('private', 'public')`;
  const wishes = await sql`select from private.recording_wish where call_id = ${id ?? 0}`;
  const [seat] = await sql<{ code: string | null }[]>`
    select private.command_recording(c, a, gen_random_uuid(), 'record', '{}') as code
    from public.call as c, public.agent as a where c.id = ${id ?? 0} and a.identity = 'priya'`;
  return {
    ran: new Set(ran.map(({ name }) => name)),
    isWanted: wishes.count === 1,
    asks: work?.requests.map(({ kind }) => kind) ?? [],
    pressed: seat?.code ?? "done",
  };
}

async function inDatabase(run: (sql: Queries) => Promise<void>): Promise<void> {
  const database = await databases.fresh();
  const sql = connect(database.superuserUrl);
  try {
    await undone(sql, run);
  } finally {
    await sql.end();
    await database.drop();
  }
}

test("the webhooks of a call that can't be recorded ask nothing about recordings", () =>
  inDatabase(async (sql) => {
    const { ran, isWanted } = await talk(sql, "off", "off");
    assert.ok(ran.has("apply_webhook") && ran.has("settle_call"), "functions are counted");
    for (const name of ["is_recorded", "work_on", "recording_requests", "show_recording"]) {
      assert.equal(ran.has(name), false, name);
    }
    assert.equal(isWanted, false);
  }));

test("a policy that comes while it rings is for the next call: this one's caller was told nothing", () =>
  inDatabase(async (sql) => {
    const { isWanted, asks, pressed } = await talk(sql, "off", "always");
    assert.deepEqual({ isWanted, asks, pressed }, {
      isWanted: false,
      asks: [],
      pressed: "E-CALL-STATE",
    });
  }));

test("a policy that goes while it rings holds at once", () =>
  inDatabase(async (sql) => {
    const { isWanted, pressed } = await talk(sql, "always", "off");
    assert.deepEqual({ isWanted, pressed }, { isWanted: false, pressed: "E-CALL-STATE" });
  }));

test("where every call is recorded, the answer of who picks up says what to ask Twilio", () =>
  inDatabase(async (sql) => {
    const { ran, isWanted, asks } = await talk(sql, "always", "always");
    assert.deepEqual([ran.has("is_recorded"), isWanted], [true, true]);
    assert.ok(asks.length > 0);
  }));

test("where it is up to the people, the press is taken", () =>
  inDatabase(async (sql) => {
    const { isWanted, pressed } = await talk(sql, "on-demand", "on-demand");
    assert.deepEqual({ isWanted, pressed }, { isWanted: false, pressed: "done" });
  }));
