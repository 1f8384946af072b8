import * as v from "valibot";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { OutboundAnswerSchema } from "../_shared/contracts/outbound.ts";
import {
  createSeat,
  createWorkspace,
  goOnline,
  randomSid,
  type Seat,
  type Workspace,
} from "./people.ts";
import { openDatabase, postAs, publicUrl, type Sql } from "./stack.ts";
import {
  addressIn,
  browserCall,
  type Form,
  incomingCall,
  postSigned,
  postWebhook,
} from "./webhooks.ts";

async function readySeat(sql: Sql): Promise<{ workspace: Workspace; seat: Seat }> {
  const workspace = await createWorkspace(sql);
  const seat = await createSeat(sql, { workspaceId: workspace.id, number: workspace.number });
  return { workspace, seat };
}

async function order({ number, id }: Workspace, seat: Seat): Promise<string> {
  const response = await postAs(seat.userToken, "outbound", {
    To: "+442079460999",
    From: number,
    WorkspaceId: id,
    identity: seat.identity,
  });
  return v.parse(OutboundAnswerSchema, await response.json()).callId;
}

async function documentOf(response: Response): Promise<string> {
  assertEquals(response.status, 200);
  assertEquals(response.headers.get("content-type"), "text/xml; charset=utf-8");
  return await response.text();
}

const apology =
  "<Say>We're sorry, we can't connect your call. Please try again in a minute.</Say><Hangup/>";

function assertApology(document: string) {
  assertStringIncludes(document, apology);
}

/** How many rows the workspace's calls have left behind. */
async function countRows(sql: Sql, { id }: Workspace) {
  const [row] = await sql`
    select (select count(*)::int from public.call where workspace_id = ${id}) as calls,
           (select count(*)::int from public.call_event where workspace_id = ${id}) as events`;
  return { ...row };
}

Deno.test("a valid ticket dials what was recorded, whatever the browser made up", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace, seat } = await readySeat(sql);
  const ticket = await order(workspace, seat);
  const form = browserCall(workspace, seat.identity, {
    CallId: ticket,
    To: "+19005550100",
    callerId: "+15550000000",
    identity: "other",
  });
  const document = await documentOf(await postSigned("/inbound", form, workspace));
  assertStringIncludes(document, "+442079460999</Number>");
  assertStringIncludes(document, `callerId="${workspace.number}"`);
  assertMatch(addressIn(document, "action"), /^\/inbound\/action\?call=\d+&step=\d+$/);
  assertMatch(addressIn(document, "statusCallback"), /^\/status\?call=\d+&step=\d+&leg=\d+$/);
  assertEquals(await documentOf(await postSigned("/inbound", form, workspace)), document);
});

Deno.test("a ticket is good for one call, one identity, one workspace and 60 s", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace, seat } = await readySeat(sql);
  const other = await readySeat(sql);
  const colleague = await createSeat(sql, { workspaceId: workspace.id, number: workspace.number });
  const ticket = await order(workspace, seat);
  const refused: [Workspace, Form][] = [
    [workspace, browserCall(workspace, colleague.identity, { CallId: ticket })],
    [other.workspace, browserCall(other.workspace, seat.identity, { CallId: ticket })],
    [workspace, browserCall(workspace, seat.identity, { CallId: crypto.randomUUID() })],
    [workspace, browserCall(workspace, seat.identity, { CallId: "1" })],
    [workspace, browserCall(workspace, seat.identity, {})],
  ];
  for (const [signer, form] of refused) {
    assertApology(await documentOf(await postSigned("/inbound", form, signer)));
  }
  const used = browserCall(workspace, seat.identity, { CallId: ticket });
  assertStringIncludes(await documentOf(await postSigned("/inbound", used, workspace)), "<Number");
  const reused = browserCall(workspace, seat.identity, { CallId: ticket });
  assertApology(await documentOf(await postSigned("/inbound", reused, workspace)));
});

Deno.test("an expired ticket dials nothing and closes as never connected", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace, seat } = await readySeat(sql);
  const ticket = await order(workspace, seat);
  await sql`update public.call set expires_at = now() - interval '1 second' where ticket = ${ticket}`;
  const form = browserCall(workspace, seat.identity, { CallId: ticket });
  assertApology(await documentOf(await postSigned("/inbound", form, workspace)));
  const [call] = await sql`select status from public.call where ticket = ${ticket}`;
  assertEquals(call?.["status"], "never-connected");
});

Deno.test("a seat that was made inactive, or lost its number, dials no more with its ticket", async () => {
  await using database = openDatabase();
  const { sql } = database;
  for (const withdraw of ["seat", "number"]) {
    const { workspace, seat } = await readySeat(sql);
    const ticket = await order(workspace, seat);
    if (withdraw === "seat") {
      await sql`update public.agent set active = false where id = ${seat.agentId}`;
    } else {
      await sql`delete from public.agent_phone where agent_id = ${seat.agentId}`;
    }
    const form = browserCall(workspace, seat.identity, { CallId: ticket });
    assertApology(await documentOf(await postSigned("/inbound", form, workspace)));
  }
});

Deno.test("a call to a number rings every agent who has it and is there", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace, seat } = await readySeat(sql);
  const colleague = await createSeat(sql, { workspaceId: workspace.id, number: workspace.number });
  const absent = await createSeat(sql, { workspaceId: workspace.id, number: workspace.number });
  await goOnline(sql, seat);
  await goOnline(sql, colleague);
  const form = incomingCall(workspace);
  const document = await documentOf(await postSigned("/inbound", form, workspace));
  const [call] = await sql`
    select c.id::int as id, c.direction, c.status, c.from_number
    from public.call as c join public.call_leg as l on l.call_id = c.id
    where l.call_sid = ${form["CallSid"]!}`;
  for (const { identity } of [seat, colleague]) {
    assertStringIncludes(
      document,
      `<Identity>${identity}</Identity><Parameter name="CallId" value="${call?.["id"]}"/>`,
    );
  }
  assertEquals(document.includes(absent.identity), false);
  assertEquals([call?.["direction"], call?.["status"]], ["inbound", "ringing"]);
});

Deno.test("a caller whom nobody can take hears so", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace } = await readySeat(sql);
  const document = await documentOf(
    await postSigned("/inbound", incomingCall(workspace), workspace),
  );
  assertStringIncludes(document, "<Say>We're sorry, nobody can take your call right now.");
});

Deno.test("a number that is not the workspace's is not in service, an unknown app is apologised for", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace } = await readySeat(sql);
  const other = await createWorkspace(sql);
  const stray = incomingCall(workspace, { To: other.number, Called: other.number });
  assertStringIncludes(
    await documentOf(await postSigned("/inbound", stray, workspace)),
    "<Say>We're sorry, this number is not in service.</Say>",
  );
  const foreign = incomingCall(workspace, { ApplicationSid: other.appSid });
  assertApology(await documentOf(await postSigned("/inbound", foreign, workspace)));
});

Deno.test("forged, unsigned and misdirected webhooks are the same 403 and change nothing", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace, seat } = await readySeat(sql);
  const other = await createWorkspace(sql);
  await goOnline(sql, seat);
  const before = await countRows(sql, workspace);
  const form = incomingCall(workspace);
  const elsewhere = getExpectedTwilioSignature(workspace.authToken, `${publicUrl}/status`, form);
  const answers = [
    await postWebhook("/inbound", form, {}),
    await postWebhook("/inbound", form, { "x-twilio-signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" }),
    await postWebhook("/inbound", form, { "x-twilio-signature": elsewhere }),
    await postSigned("/inbound", form, other),
    await postSigned("/inbound", { ...form, AccountSid: randomSid("AC") }, workspace),
    await postSigned("/inbound", { ...form, AccountSid: "AC1" }, workspace),
  ];
  const bodies = await Promise.all(answers.map((answer) => answer.text()));
  assertEquals(answers.map(({ status }) => status), answers.map(() => 403));
  assertEquals(new Set(bodies).size, 1);
  assertEquals(await countRows(sql, workspace), before);
  const [refusals] = await sql`
    select refused::int as refused from private.webhook_refusal where workspace_id = ${workspace.id}`;
  assertEquals(refusals?.["refused"], 3);
});

Deno.test("Unicode, repeated fields and a query are signed as the official library signs them", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace } = await readySeat(sql);
  const form = { ...incomingCall(workspace), CallerName: "Zoë 𝒳 ﬀ 📞", "ä": "1", Z: "+ %&=" };
  const fields = new URLSearchParams({ ...form, A: "2" });
  fields.append("A", "1");
  const path = "/inbound?forceFunctionRegion=eu-central-1&x='y'";
  const signature = getExpectedTwilioSignature(workspace.authToken, publicUrl + path, {
    ...form,
    A: ["2", "1"],
  });
  const response = await fetch(publicUrl + path, {
    method: "POST",
    body: fields,
    headers: { "x-twilio-signature": signature },
  });
  assertStringIncludes(await documentOf(response), "nobody can take your call");
});

Deno.test("wrong types get an apology, and the raw event is kept with the reason", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace } = await readySeat(sql);
  const form = incomingCall(workspace, { CallSid: "CA-none" });
  assertApology(await documentOf(await postSigned("/inbound", form, workspace)));
  const [event] = await sql`
    select payload ->> 'CallSid' as sid, applied, reason from public.call_event
    where workspace_id = ${workspace.id}`;
  assertEquals({ ...event }, { sid: "CA-none", applied: false, reason: "wrong-type: CallSid" });
});

Deno.test("the end of a dial is answered with a document, and says who was bridged", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace, seat } = await readySeat(sql);
  const ticket = await order(workspace, seat);
  const call = browserCall(workspace, seat.identity, { CallId: ticket });
  const dial = await documentOf(await postSigned("/inbound", call, workspace));
  const action = {
    ...call,
    CallStatus: "completed",
    DialCallStatus: "completed",
    DialCallSid: randomSid("CA"),
    DialCallDuration: "7",
    DialBridged: "true",
  };
  for (const _ of ["first", "repeat"]) {
    const at = addressIn(dial, "action");
    const document = await documentOf(await postSigned(at, action, workspace));
    assertStringIncludes(document, "<Hangup/>");
  }
  const [row] = await sql`
    select status, answered_at is not null as answered, duration_s from public.call
    where ticket = ${ticket}`;
  assertEquals({ ...row }, { status: "completed", answered: true, duration_s: 7 });
});

Deno.test("what Twilio never sends is refused at the edge", async () => {
  await using database = openDatabase();
  const workspace = await createWorkspace(database.sql);
  const headers = { "x-twilio-signature": "c2ln" };
  const form = new URLSearchParams(incomingCall(workspace));
  const statuses = await Promise.all([
    fetch(`${publicUrl}/inbound`),
    fetch(`${publicUrl}/inbound`, { method: "POST", headers, body: "{}" }),
    fetch(`${publicUrl}/inbound/other`, { method: "POST", headers, body: form }),
    fetch(`${publicUrl}/inbound`, {
      method: "POST",
      headers,
      body: `${form}&A=${"x".repeat(65536)}`,
    }),
    postWebhook("/inbound", { A: "x".repeat(65536) }, headers),
    postWebhook(
      "/inbound",
      Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`A${i}`, ""])),
      headers,
    ),
  ].map(async (asked) => {
    const response = await asked;
    await response.body?.cancel();
    assertEquals(response.headers.get("access-control-allow-origin"), null);
    return response.status;
  }));
  assertEquals(statuses, [405, 415, 404, 415, 413, 413]);
});

Deno.test("a blocked caller is turned away unanswered, although somebody is there", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace, seat } = await readySeat(sql);
  await goOnline(sql, seat);
  await sql`insert into public.blocked_caller (workspace_id, number) values (${workspace.id}, '+493023125699')`;
  const blocked = await postSigned("/inbound", incomingCall(workspace), workspace);
  assertStringIncludes(await documentOf(blocked), '<Response><Reject reason="busy"/></Response>');
  const other = incomingCall(workspace, { From: "+493023125698" });
  assertStringIncludes(await documentOf(await postSigned("/inbound", other, workspace)), "<Client");
});
