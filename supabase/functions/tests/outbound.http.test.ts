import * as v from "valibot";
import { assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import { ErrorAnswerSchema } from "../_shared/contracts/error_answer.ts";
import { OutboundAnswerSchema } from "../_shared/contracts/outbound.ts";
import { control } from "./simulator.ts";
import { createSeat, createWorkspace } from "./people.ts";
import { openDatabase, postAs, refusal, signIn, type Sql, stack } from "./stack.ts";
import { browserCall, postSigned } from "./webhooks.ts";

async function readySeat(sql: Sql) {
  const workspace = await createWorkspace(sql);
  const seat = await createSeat(sql, { workspaceId: workspace.id, number: workspace.number });
  const order = {
    To: "020 7946 0999",
    From: workspace.number,
    WorkspaceId: workspace.id,
    identity: seat.identity,
  };
  const place = (change: Record<string, string | number> = {}) =>
    postAs(seat.userToken, "outbound", { ...order, ...change });
  return { workspace, seat, order, place };
}

async function ticketOf(response: Response): Promise<string> {
  assertEquals(response.status, 200);
  const answer = v.parse(OutboundAnswerSchema, await response.json());
  assertEquals(answer.connect.CallId, answer.callId);
  return answer.callId;
}

Deno.test("an order is recorded with its numbers in E.164 and answers a ticket for 60 s", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace, seat, place } = await readySeat(sql);
  const answer = v.parse(OutboundAnswerSchema, await (await place()).json());
  const [call] = await sql`
    select direction, mode, status, from_number, to_number, agent_id::int as agent_id,
           extract(epoch from expires_at - created_at)::int as lifetime
    from public.call where ticket = ${answer.callId}`;
  assertEquals({ ...call }, {
    direction: "outbound",
    mode: "browser",
    status: "created",
    from_number: workspace.number,
    to_number: "+442079460999",
    agent_id: seat.agentId,
    lifetime: 60,
  });
});

Deno.test("Place Call again, also from another tab at the same time, is the same call", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { seat, place } = await readySeat(sql);
  const tickets = await Promise.all([1, 2, 3, 4].map(async () => ticketOf(await place())));
  assertEquals(new Set([...tickets, await ticketOf(await place())]).size, 1);
  const [{ count } = { count: 0 }] = await sql`
    select count(*)::int as count from public.call where agent_id = ${seat.agentId}`;
  assertEquals(count, 1);
});

Deno.test("what nobody may call, and what is no number, is refused by its own code", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { seat, place } = await readySeat(sql);
  const cases: [Record<string, string | number>, string][] = [
    [{ To: "999" }, "422 E-DEST-EMERGENCY"],
    [{ To: "+44 112" }, "422 E-DEST-EMERGENCY"],
    [{ To: "09098790001" }, "422 E-DEST-PREMIUM"],
    [{ To: "client:tom" }, "409 E-TARGET"],
    [{ To: "sip:tom@pbx.example" }, "422 E-DEST-ADDRESS"],
    [{ To: "sip:tom@example.com" }, "422 E-DEST-ADDRESS"],
    [{ To: "hello" }, "422 E-DEST-FORMAT"],
    [{ To: "020 79" }, "422 E-DEST-SHORT"],
    [{ To: "020 7946 0142 999999" }, "422 E-DEST-LONG"],
    [{ To: "61234" }, "422 E-DEST-SHORTCODE"],
    [{ From: "+442079461234" }, "403 E-FROM"],
    [{ From: "client:tom" }, "403 E-FROM"],
    [{ identity: "nobody" }, "403 E-SEAT"],
    [{ WorkspaceId: 2 ** 50 }, "403 E-SEAT"],
    [{ WorkspaceId: "x" }, "400 E-BODY"],
    [{ Mode: "magic" }, "400 E-BODY"],
  ];
  for (const [change, expected] of cases) {
    assertEquals(await refusal(await place(change)), expected, JSON.stringify(change));
  }
  const [{ count } = { count: 0 }] = await sql`
    select count(*)::int as count from public.call where agent_id = ${seat.agentId}`;
  assertEquals(count, 0);
});

Deno.test("nobody calls out without signing in, or from a colleague's number", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace, seat, order } = await readySeat(sql);
  assertEquals(await refusal(await postAs(null, "outbound", order)), "401 E-AUTH-SIGNIN");
  await sql`delete from public.agent_phone where agent_id = ${seat.agentId}`;
  await createSeat(sql, { workspaceId: workspace.id, number: workspace.number });
  assertEquals(await refusal(await postAs(seat.userToken, "outbound", order)), "403 E-FROM");
});

Deno.test("while a call is up another destination has to wait", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace, seat, place } = await readySeat(sql);
  const ticket = await ticketOf(await place());
  const form = browserCall(workspace, seat.identity, { CallId: ticket });
  const dialled = await postSigned("/inbound", form, workspace);
  assertStringIncludes(await dialled.text(), "+442079460999</Number>");
  assertEquals(await refusal(await place({ To: "020 7946 0888" })), "409 E-CALL-LIVE");
  assertEquals(await ticketOf(await place()), ticket);
});

Deno.test("another destination before the first is redeemed is another call", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { place } = await readySeat(sql);
  const first = await ticketOf(await place());
  assertNotEquals(await ticketOf(await place({ To: "020 7946 0888" })), first);
  const [call] = await sql`select status from public.call where ticket = ${first}`;
  assertEquals(call?.["status"], "never-connected");
});

Deno.test("server mode rings the agent's own dialer, once however often it is asked", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const user = stack.users.at(-1)!;
  const account = stack.workspaces.find(({ id }) => id === user.workspaceId)!;
  const number = account.numbers[0]!;
  const userToken = await signIn(user.email, user.password);
  const seat = { workspaceId: user.workspaceId, identity: user.identity };
  const issued = await postAs(userToken, "token", seat);
  const { token } = await issued.json();
  // A dialer that rings and is not answered, so that the call is still there when we look.
  const client = await control("POST", "/clients", { token });
  await control("POST", `/clients/${client.id}`, { do: "register" });

  const order = {
    To: "+442079460999",
    From: number,
    WorkspaceId: user.workspaceId,
    identity: user.identity,
    Mode: "server",
  };
  const first = await postAs(userToken, "outbound", order);
  const answer = v.parse(OutboundAnswerSchema, await first.json());
  const again = v.parse(
    OutboundAnswerSchema,
    await (await postAs(userToken, "outbound", order)).json(),
  );
  assertEquals(again, answer);

  const [call] = await sql`
    select c.mode, l.call_sid from public.call as c
    join public.call_leg as l on l.call_id = c.id and l.role = 'seat'
    where c.ticket = ${answer.callId}`;
  assertEquals({ ...call }, { mode: "server", call_sid: answer.callSid });
  const rung = await control("GET", `/calls/${answer.callSid}`);
  assertEquals([rung.to, rung.from], [`client:${user.identity}`, number]);

  // What Twilio asks once the dialer has answered.
  const answered = {
    AccountSid: account.accountSid,
    CallSid: answer.callSid!,
    CallStatus: "in-progress",
    Direction: "outbound-api",
    From: number,
    To: `client:${user.identity}`,
  };
  const path = `/inbound?ticket=${answer.callId}`;
  const dialled = await postSigned(path, answered, account);
  assertStringIncludes(await dialled.text(), "+442079460999</Number>");
  await control("POST", `/calls/${answer.callSid}`, { do: "hangup" });
  await control("POST", `/clients/${client.id}`, { do: "drop" });
});

Deno.test("what the policy refuses is refused with its facts, and nothing is recorded", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace, seat, place } = await readySeat(sql);
  const facts = async (change: Record<string, string | number> = {}) => {
    const { error } = await (await place(change)).json();
    const { message: _message, next: _next, ...rest } = v.parse(ErrorAnswerSchema, { error }).error;
    return rest;
  };
  assertEquals(await facts({ To: "+53 7 1234567" }), { code: "E-DEST-COUNTRY", country: "CU" });
  assertEquals(await facts({ To: "+1 876 555 0142" }), { code: "E-DEST-COUNTRY", country: "JM" });
  assertEquals(await facts({ To: "+800 1234 5678" }), { code: "E-DEST-COUNTRY", country: "001" });
  await sql`insert into public.do_not_call (workspace_id, number) values (${workspace.id}, '+442079460999')`;
  assertEquals(await facts(), { code: "E-DEST-BLOCKED" });
  await sql`delete from public.do_not_call where workspace_id = ${workspace.id}`;
  await sql`
    update public.workspace_policy
    set paused_at = now(), paused_until = '2100-01-01Z', pause_cause = 'minutes', pause_limit = 600
    where workspace_id = ${workspace.id}`;
  assertEquals(await facts(), {
    code: "E-PAUSED",
    cause: "minutes",
    limit: 600,
    until: "2100-01-01T00:00:00+00:00",
    time_zone: "Europe/London",
  });
  const [{ count } = { count: 0 }] = await sql`
    select count(*)::int as count from public.call where agent_id = ${seat.agentId}`;
  assertEquals(count, 0);
});

Deno.test("an emergency is dialled from a number with a registered address only", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { workspace, seat, place } = await readySeat(sql);
  assertEquals(await refusal(await place({ To: "999" })), "422 E-DEST-EMERGENCY");
  await sql`update public.workspace_twilio_number set emergency_address = true
    where workspace_id = ${workspace.id}`;
  const form = browserCall(workspace, seat.identity, {
    CallId: await ticketOf(await place({ To: "9 9 9" })),
  });
  assertStringIncludes(
    await (await postSigned("/inbound", form, workspace)).text(),
    ">999</Number>",
  );
});
