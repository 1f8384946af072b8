import * as v from "valibot";
import { assertEquals } from "@std/assert";
import { OutboundAnswerSchema } from "../_shared/contracts/outbound.ts";
import { control } from "./simulator.ts";
import { asJob, openDatabase, postAs, refusal, signIn, type Sql, stack } from "./stack.ts";
import { until } from "./until.ts";

/** A call that a scripted dialer of the seed's last person places; it talks when this returns. */
async function talking(sql: Sql) {
  const user = stack.users.at(-1)!;
  const userToken = await signIn(user.email, user.password);
  const number = stack.workspaces.find(({ id }) => id === user.workspaceId)!.numbers[0]!;
  const seat = { workspaceId: user.workspaceId, identity: user.identity };
  const { token } = await (await postAs(userToken, "token", seat)).json();
  const client = await control("POST", "/clients", { token });
  await control("POST", `/clients/${client.id}`, { do: "register" });
  const order = {
    To: "+442079460018",
    From: number,
    WorkspaceId: user.workspaceId,
    identity: user.identity,
  };
  const placed = await postAs(userToken, "outbound", order);
  const { callId: ticket } = v.parse(OutboundAnswerSchema, await placed.json());
  await control("POST", `/clients/${client.id}`, { do: "connect", params: { CallId: ticket } });
  const sid = await until(async () => {
    const [row] = await sql`
      select l.call_sid, c.status from public.call_leg as l join public.call as c on c.id = l.call_id
      where c.ticket = ${ticket} and l.role = 'seat'`;
    if (row === undefined) return null;
    return row["status"] === "in-progress" ? String(row["call_sid"]) : null;
  });
  const [call] = await sql`select id::int from public.call where ticket = ${ticket}`;
  return { user, userToken, client, callId: Number(call?.["id"]), sid };
}

async function statusOf(sql: Sql, callId: number): Promise<unknown> {
  const [row] = await sql`select status from public.call where id = ${callId}`;
  return row?.["status"];
}

Deno.test("Hang up ends the call at Twilio, however often it is pressed, and only for who is in it", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { user, userToken, client, callId, sid } = await talking(sql);
  const press = {
    id: crypto.randomUUID(),
    workspaceId: user.workspaceId,
    callId,
    command: "end",
  };
  assertEquals(await refusal(await postAs(null, "call", press)), "401 E-AUTH-SIGNIN");
  const other = stack.users.find(({ workspaceId }) => workspaceId !== user.workspaceId)!;
  const theirs = { ...press, workspaceId: other.workspaceId };
  const theirToken = await signIn(other.email, other.password);
  assertEquals(await refusal(await postAs(theirToken, "call", theirs)), "403 E-CALL-OTHER");
  assertEquals(await refusal(await postAs(theirToken, "call", press)), "403 E-SEAT");
  assertEquals(
    await refusal(await postAs(userToken, "call", { ...press, command: "dance" })),
    "400 E-BODY",
  );

  for (const _ of ["first", "again"]) {
    const answer = await (await postAs(userToken, "call", press)).json();
    assertEquals(answer, { outcome: "done" });
  }
  await until(async () => (await statusOf(sql, callId)) === "completed");
  assertEquals((await control("GET", `/calls/${sid}`)).status, "completed");
  await control("POST", `/clients/${client.id}`, { do: "drop" });
});

Deno.test("a call whose every later callback is lost is ended by the reconciler, which has Twilio's word", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { user, userToken, client, callId, sid } = await talking(sql);
  await control("PUT", "/faults", { callbacks: { drop: 1 } });
  try {
    // The action is no status callback; without its step it changes nothing.
    await sql`delete from public.call_step where call_id = ${callId}`;
    await control("POST", `/calls/${sid}`, { do: "hangup" });
    await until(async () => {
      const [action] = await sql`
        select from public.call_event where call_id = ${callId} and source = 'action'`;
      return action !== undefined;
    });
  } finally {
    await control("PUT", "/faults", {});
  }
  assertEquals(await statusOf(sql, callId), "in-progress");

  await sql.unsafe(`
    alter table public.call_event disable trigger call_event_refuse_update;
    update public.call_event set received_at = received_at - interval '2 minutes' where call_id = ${callId};
    alter table public.call_event enable trigger call_event_refuse_update;
    update public.call set created_at = created_at - interval '2 minutes' where id = ${callId};`);
  const guessed = await asJob(sql, "reconcile", user.workspaceId, "guess");
  assertEquals(await refusal(guessed), "403 E-SECRET");
  assertEquals((await asJob(sql, "reconcile", user.workspaceId)).status, 204);
  assertEquals(await statusOf(sql, callId), "completed");
  const again = await postAs(userToken, "outbound", {
    To: "+442079460777",
    From: stack.workspaces.find(({ id }) => id === user.workspaceId)!.numbers[0]!,
    WorkspaceId: user.workspaceId,
    identity: user.identity,
  });
  assertEquals(again.status, 200, await again.text());
  await control("POST", `/clients/${client.id}`, { do: "drop" });
});
