import * as v from "valibot";
import { assertEquals } from "@std/assert";
import { OutboundAnswerSchema } from "../_shared/contracts/outbound.ts";
import { createSeat, createWorkspace, randomSid, type Workspace } from "./people.ts";
import { openDatabase, postAs, type Sql } from "./stack.ts";
import {
  addressIn,
  browserCall,
  type Form,
  legStatus,
  postSigned,
  postWebhook,
} from "./webhooks.ts";

/** An outbound call that Twilio is dialling, and the leg to the other side. */
async function dialling(sql: Sql) {
  const workspace = await createWorkspace(sql);
  const seat = await createSeat(sql, { workspaceId: workspace.id, number: workspace.number });
  const placed = await postAs(seat.userToken, "outbound", {
    To: "+442079460999",
    From: workspace.number,
    WorkspaceId: workspace.id,
    identity: seat.identity,
  });
  const { callId } = v.parse(OutboundAnswerSchema, await placed.json());
  const parent = browserCall(workspace, seat.identity, { CallId: callId });
  const dial = await (await postSigned("/inbound", parent, workspace)).text();
  const leg = { sid: randomSid("CA"), to: "+442079460999" };
  const step = (status: string, n: number, form: Form = {}) =>
    legStatus(parent, { ...leg, status, n }, form);
  const post = (form: Form, signedBy = workspace) =>
    postTo(addressIn(dial, "statusCallback"), form, signedBy);
  return { workspace, parent, leg, step, post };
}

async function postTo(address: string, form: Form, workspace: Workspace): Promise<number> {
  const response = await postSigned(address, form, workspace);
  await response.body?.cancel();
  return response.status;
}

async function statusOf(sql: Sql, parent: Form): Promise<unknown> {
  const [row] = await sql`
    select c.status from public.call as c join public.call_leg as l on l.call_id = c.id
    where l.call_sid = ${parent["CallSid"]!}`;
  return row?.["status"];
}

Deno.test("each callback moves the call on", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { parent, step, post } = await dialling(sql);
  for (const [n, status] of ["initiated", "ringing", "in-progress"].entries()) {
    assertEquals(await post(step(status, n)), 204);
    assertEquals(await statusOf(sql, parent), status);
  }
});

Deno.test("late and repeated callbacks change nothing, in whatever order they come", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { parent, leg, step, post } = await dialling(sql);
  const last = step("busy", 2, { CallDuration: "0", Duration: "0", SipResponseCode: "486" });
  assertEquals(await post(last), 204);
  const read = async () => {
    const [row] = await sql`
      select c.status, c.end_reason, c.ended_at::text, c.duration_s, c.version,
             l.status as leg_status, l.version as leg_version
      from public.call as c join public.call_leg as l on l.call_id = c.id
      where l.call_sid = ${leg.sid}`;
    return { ...row };
  };
  const settled = await read();
  assertEquals(settled["leg_status"], "busy");
  for (const late of [step("initiated", 0), step("ringing", 1)]) {
    assertEquals(await post(late), 204);
    // Only when it rang may become known by this, which the version counts.
    const { version: _version, ...outcome } = await read();
    const { version: _settledVersion, ...settledOutcome } = settled;
    assertEquals(outcome, settledOutcome);
  }
  const before = await read();
  for (const repeat of [last, last]) {
    assertEquals(await post(repeat), 204);
    assertEquals(await read(), before);
  }
  assertEquals(await statusOf(sql, parent), "busy");
  const events = await sql`
    select repeat_of is not null as repeat from public.call_event
    where call_sid = ${leg.sid} order by id`;
  assertEquals(events.map(({ repeat }) => repeat), [false, false, false, true, true]);
});

Deno.test("wrong types are 400, and the raw event is kept with the reason", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { parent, leg, step, post } = await dialling(sql);
  assertEquals(await post(step("dancing", 0)), 400);
  const [event] = await sql`
    select payload ->> 'CallStatus' as status, applied, reason from public.call_event
    where call_sid = ${leg.sid}`;
  assertEquals({ ...event }, {
    status: "dancing",
    applied: false,
    reason: "wrong-type: CallStatus",
  });
  assertEquals(await statusOf(sql, parent), "initiated");
});

Deno.test("a callback that comes before its call is taken, and waits for it", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace, parent } = await dialling(sql);
  const stray = legStatus({ ...parent, CallSid: randomSid("CA") }, {
    sid: randomSid("CA"),
    to: "+442079460999",
    status: "ringing",
    n: 0,
  });
  assertEquals(await postTo("/status", stray, workspace), 204);
  const [event] = await sql`
    select kind, sid from private.early_event where form ->> 'CallSid' = ${stray["CallSid"]!}`;
  assertEquals({ ...event }, { kind: "status", sid: stray["ParentCallSid"] });
});

Deno.test("another workspace's signature moves no call of ours", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { parent, step, post } = await dialling(sql);
  const other = await createWorkspace(sql);
  assertEquals(await post(step("ringing", 1), other), 403);
  const own = { ...step("ringing", 1), AccountSid: other.accountSid };
  assertEquals(await post(own, other), 204);
  assertEquals(await statusOf(sql, parent), "initiated");
  assertEquals(await post(step("ringing", 1)), 204);
  assertEquals(await statusOf(sql, parent), "ringing");
});

Deno.test("unsigned callbacks are refused", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { parent, step } = await dialling(sql);
  const response = await postWebhook("/status", step("ringing", 1), {});
  await response.body?.cancel();
  assertEquals(response.status, 403);
  assertEquals(await statusOf(sql, parent), "initiated");
});
