import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { TestDatabases } from "../../../dev/stack/test-database.ts";
import { browserCall, child, sid } from "./forms.ts";
import { place, redeem } from "./placing.ts";
import { overlapping, startStand, withDatabase } from "./stand.ts";
import { addressed, deliver, fjordline, type Queries, type Webhook } from "./webhooks.ts";

let databases: TestDatabases;
before(async () => {
  databases = await startStand();
});
after(() => databases.stop());

async function callOf(sql: Queries, ticket: string | undefined) {
  const [row] = await sql`
    select status, end_reason from public.call where ticket = ${ticket ?? ""}`;
  return row === undefined ? null : { ...row };
}

test("orders at the same moment, from however many tabs, get one ticket", () =>
  withDatabase(databases, async (sql) => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => place(sql)));
    assert.equal(new Set(answers.map(({ call_id }) => call_id)).size, 1);
    assert.equal(answers.filter(({ reused }) => reused === false).length, 1);
  }));

test("an order that comes while the same is being recorded gets its ticket", () =>
  withDatabase(databases, async (sql) => {
    const second = await overlapping(sql, (inside) => place(inside), () => place(sql));
    assert.equal(second.reused, true);
  }));

test("another destination closes the unused ticket as never connected", () =>
  withDatabase(databases, async (sql) => {
    const first = await place(sql);
    const second = await place(sql, "+14155550199");
    assert.notEqual(second.call_id, first.call_id);
    assert.deepEqual(await callOf(sql, first.call_id), {
      status: "never-connected",
      end_reason: "superseded",
    });
    assert.equal(await redeem(sql, first.call_id), "ticket-closed");
    assert.equal(await redeem(sql, second.call_id, 2), null);
  }));

test("while a call is going on only the same order is answered, with the same ticket", () =>
  withDatabase(databases, async (sql) => {
    const first = await place(sql);
    const dialled = await deliver(sql, browserCall(sid(1), "priya", first.call_id ?? ""));
    const leg = { sid: sid(9), parent: sid(1), to: "+14155550142" };
    for (const [n, status] of ["initiated", "ringing", "in-progress"].entries()) {
      // Without its Timestamp, which is of the recorded day: the event is of now.
      const { Timestamp: _recorded, ...form } = child(leg, status, n, n).form;
      await deliver(sql, addressed({ kind: "status", form }, dialled.answer));
      assert.deepEqual(await place(sql, "+14155550199"), { ok: false, code: "E-CALL-LIVE" });
      const again = await place(sql);
      assert.deepEqual([again.call_id, again.reused, again.call_sid], [
        first.call_id,
        true,
        sid(1),
      ]);
    }
    await deliver(sql, addressed(child(leg, "completed", 3, 9, { talked: 5 }), dialled.answer));
    assert.equal((await place(sql, "+14155550199")).ok, true);
  }));

test("a call that is open stands in the way of the next one, but never of an emergency", () =>
  withDatabase(databases, async (sql) => {
    const first = await place(sql);
    await redeem(sql, first.call_id);
    await sql`update public.call set created_at = now() - interval '4 hours'
              where ticket = ${first.call_id ?? ""}`;
    assert.equal((await place(sql, "+14155550199")).code, "E-CALL-LIVE");
    await sql`update public.workspace_twilio_number set emergency_address = true
              where twilio_number = '+493023125610'`;
    const help = await place(sql, "112", { country: "DE", emergency: true });
    assert.equal(await redeem(sql, help.call_id, 2), null);
  }));

test("a seat gives thirty orders a minute at most, and each that came to nothing leaves no telephone behind", () =>
  withDatabase(databases, async (sql) => {
    const codes = [];
    for (let n = 0; n < 31; n++) codes.push((await place(sql, `+1415555${1000 + n}`)).code);
    assert.deepEqual(codes.filter((code) => code !== undefined), ["E-TOO-FAST"]);
    const [row] = await sql`
      select count(*)::integer as telephones from public.call_leg where status = 'ordered'`;
    assert.equal(row?.["telephones"], 1);
  }));

test("a ticket is used once, by the CallSid that came first", () =>
  withDatabase(databases, async (sql) => {
    const { call_id } = await place(sql);
    const both = await Promise.all([redeem(sql, call_id, 1), redeem(sql, call_id, 2)]);
    assert.deepEqual(new Set(both), new Set([null, "ticket-used"]));
  }));

test("a ticket is dialled as it was recorded, whatever the browser adds", () =>
  withDatabase(databases, async (sql) => {
    const { call_id } = await place(sql);
    const { form } = browserCall(sid(1), "priya", call_id ?? "");
    const made = { ...form, To: "+19005550100", CallerId: "+442079460150", WorkspaceId: "2" };
    const said = await deliver(sql, { kind: "voice", form: made });
    assert.partialDeepStrictEqual(said.answer, {
      do: "dial-number",
      to: "+14155550142",
      caller_id: "+493023125610",
      timeout_s: 60,
      time_limit_s: 14400,
    });
  }));

test("nobody but its own seat can use a ticket", () =>
  withDatabase(databases, async (sql) => {
    const { call_id } = await place(sql);
    assert.equal(await redeem(sql, call_id, 1, "aoife"), "not-this-caller's-ticket");
    assert.equal(await redeem(sql, call_id, 2, "nobody"), "not-this-caller's-ticket");
    const form = browserCall(sid(3), "priya", call_id ?? "").form;
    const theirs = { ...form, ApplicationSid: "AP5eed0000000000000000000000000002" };
    const other = await deliver(sql, { kind: "voice", form: theirs }, fjordline);
    assert.equal(other.reason, "unknown-ticket");
    assert.equal(await redeem(sql, crypto.randomUUID(), 4), "unknown-ticket");
    assert.equal(await redeem(sql, "'; drop table call", 5), "no-ticket");
    assert.equal(await redeem(sql, call_id, 6), null);
  }));

test("an expired ticket is not dialled, and closes as never connected", () =>
  withDatabase(databases, async (sql) => {
    const { call_id } = await place(sql);
    await sql`update public.call set expires_at = now() where ticket = ${call_id ?? ""}`;
    assert.equal(await redeem(sql, call_id), "ticket-expired");
    const closed = { status: "never-connected", end_reason: "expired" };
    assert.deepEqual(await callOf(sql, call_id), closed);
    assert.equal((await place(sql)).reused, false);
  }));

test("the job that closes expired tickets leaves the others alone", () =>
  withDatabase(databases, async (sql) => {
    const expired = await place(sql);
    const open = await place(sql, "+14155550143", { who: "aoife" });
    await sql`update public.call set expires_at = now() where ticket = ${expired.call_id ?? ""}`;
    const [job] = await sql<{ command: string }[]>`
      select command from cron.job where jobname = 'close-expired-tickets'`;
    await sql.unsafe(job?.command ?? "");
    assert.equal((await callOf(sql, expired.call_id))?.["status"], "never-connected");
    assert.equal((await callOf(sql, open.call_id))?.["status"], "created");
  }));

for (
  const [what, reason, change] of [
    ["the seat was made inactive", "seat-inactive", "update agent set active = false where id = 2"],
    ["the number was taken away", "number-withdrawn", "delete from agent_phone where agent_id = 2"],
  ] as const
) {
  test(`a ticket is not dialled when ${what} meanwhile, and the call fails`, () =>
    withDatabase(databases, async (sql) => {
      const { call_id } = await place(sql);
      await sql.unsafe(change);
      assert.equal(await redeem(sql, call_id), reason);
      assert.equal(await redeem(sql, call_id), "repeat");
      assert.deepEqual(await callOf(sql, call_id), { status: "failed", end_reason: reason });
    }));
}

test("every order that is not the person's own is refused alike", () =>
  withDatabase(databases, async (sql) => {
    const refused = { ok: false, code: "E-SEAT" };
    assert.deepEqual(await place(sql, undefined, { identity: "aoife" }), refused);
    assert.deepEqual(await place(sql, undefined, { who: "caoimhe" }), refused);
    assert.deepEqual(await place(sql, undefined, { workspace: 99 }), refused);
    await sql`update public.agent set active = false where identity = 'priya'`;
    assert.deepEqual(await place(sql), refused);
  }));

test("From must be one of the agent's own numbers", () =>
  withDatabase(databases, async (sql) => {
    for (const from of ["+442079460150", "+493023125611", ""]) {
      assert.deepEqual(await place(sql, undefined, { from }), { ok: false, code: "E-FROM" });
    }
    const weiling = await place(sql, undefined, { who: "weiling" });
    assert.deepEqual(weiling, { ok: false, code: "E-FROM" });
  }));

test("an unconfigured workspace names what it lacks", () =>
  withDatabase(databases, async (sql) => {
    await sql`update public.workspace set twilio_auth_token = null, twilio_twiml_app_sid = null
              where id = 1`;
    assert.deepEqual(await place(sql), {
      ok: false,
      code: "E-CONFIG",
      missing: ["twilio_auth_token", "twilio_twiml_app_sid"],
    });
  }));

/** Of a call that our server made to Priya's dialer. */
const ofServerCall = (
  kind: "voice" | "status",
  parent: string,
  state: string,
  ticket: string,
): Webhook => ({
  kind,
  query: { ticket },
  form: {
    CallSid: parent,
    CallStatus: state,
    Direction: "outbound-api",
    From: "+493023125610",
    To: `client:priya?Ticket=${ticket}`,
  },
});

async function bind(sql: Queries, ticket: string, callSid: string) {
  const [row] = await sql<{ answer: unknown }[]>`
    select public.bind_server_call(${ticket}, ${callSid}) as answer`;
  return row?.answer;
}

const first = {
  "its answer": (sql: Queries, ticket: string) => bind(sql, ticket, sid(1)),
  "a callback": (sql: Queries, ticket: string) =>
    deliver(sql, ofServerCall("status", sid(1), "ringing", ticket)),
  "the dialer's answer": (sql: Queries, ticket: string) =>
    deliver(sql, ofServerCall("voice", sid(1), "in-progress", ticket)),
};

for (const [what, comes] of Object.entries(first)) {
  test(`a server-mode call is the first CallSid's, also when ${what} comes first`, () =>
    withDatabase(databases, async (sql) => {
      const { call_id: ticket = "" } = await place(sql, undefined, { mode: "server" });
      assert.equal(await redeem(sql, ticket, 7), "not-this-caller's-ticket");
      await comes(sql, ticket);
      assert.deepEqual(await bind(sql, ticket, sid(1)), { ok: true });
      assert.deepEqual(await bind(sql, ticket, sid(8)), { ok: false, code: "E-TICKET" });
      const other = await deliver(sql, ofServerCall("status", sid(8), "ringing", ticket));
      assert.equal(other.reason, "early");

      const voice = ofServerCall("voice", sid(1), "in-progress", ticket);
      const said = await deliver(sql, voice);
      assert.deepEqual([said.answer?.["do"], said.answer?.["to"]], ["dial-number", "+14155550142"]);
      const again = await place(sql, undefined, { mode: "server" });
      assert.deepEqual([again.call_id, again.call_sid], [ticket, sid(1)]);
      await deliver(sql, ofServerCall("status", sid(1), "completed", ticket));
      assert.equal((await callOf(sql, ticket))?.["status"], "canceled");
      const legs = await sql`
        select role, made_by, l.status from public.call_leg as l join public.call as c on c.id = l.call_id
        where c.ticket = ${ticket} order by l.role`;
      assert.deepEqual([...legs], [
        { role: "callee", made_by: "dial", status: "canceled" },
        { role: "seat", made_by: "rest", status: "completed" },
      ]);
    }));
}

test("a server-mode call that the dialer does not answer fails, and says so", () =>
  withDatabase(databases, async (sql) => {
    const { call_id: ticket = "" } = await place(sql, undefined, { mode: "server" });
    await bind(sql, ticket, sid(1));
    await deliver(sql, ofServerCall("status", sid(1), "no-answer", ticket));
    const failed = { status: "failed", end_reason: "dialer-not-reached" };
    assert.deepEqual(await callOf(sql, ticket), failed);
  }));

async function fail(sql: Queries, ticket: string) {
  const [row] = await sql<{ answer: unknown }[]>`
    select public.fail_server_call(${ticket}, 'dialer-not-reached') as answer`;
  return row?.answer;
}

test("an order whose dialer our server could not ring is over: nothing dials it, and the next order is new", () =>
  withDatabase(databases, async (sql) => {
    const { call_id: ticket = "" } = await place(sql, undefined, { mode: "server" });
    assert.deepEqual(await fail(sql, ticket), { ok: true, call_sid: null });
    const failed = { status: "failed", end_reason: "dialer-not-reached" };
    assert.deepEqual(await callOf(sql, ticket), failed);
    const [row] = await sql`
      select count(*)::integer as telephones from public.call_leg where status = 'ordered'`;
    assert.equal(row?.["telephones"], 0);
    // Twilio rang it all the same, which nobody could know.
    const voice = await deliver(sql, ofServerCall("voice", sid(1), "in-progress", ticket));
    assert.equal(voice.reason, "ticket-closed");
    const next = await place(sql, undefined, { mode: "server" });
    assert.equal(next.reused, false);
    assert.notEqual(next.call_id, ticket);
  }));

test("a call that has begun, and an order of a browser, are not failed", () =>
  withDatabase(databases, async (sql) => {
    const { call_id: begun = "" } = await place(sql, undefined, { mode: "server" });
    await deliver(sql, ofServerCall("status", sid(1), "ringing", begun));
    assert.deepEqual(await fail(sql, begun), { ok: true, call_sid: sid(1) });
    assert.equal((await callOf(sql, begun))?.["status"], "initiated");
    const { call_id: browsers = "" } = await place(sql, undefined, { who: "aoife" });
    assert.deepEqual(await fail(sql, browsers), { ok: true, call_sid: null });
    assert.equal((await callOf(sql, browsers))?.["status"], "created");
    assert.deepEqual(await fail(sql, crypto.randomUUID()), { ok: true, call_sid: null });
  }));
