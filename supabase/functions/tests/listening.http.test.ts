import { assertEquals } from "@std/assert";
import * as v from "valibot";
import { CallRecordingsSchema, ListenAnswerSchema } from "../_shared/contracts/recording.ts";
import { createSeat, createWorkspace } from "./people.ts";
import { atTwilio, recordingIs, recordings, restFaults, shows } from "./recordings.ts";
import { control } from "./simulator.ts";
import {
  openDatabase,
  postAs,
  publicUrl,
  refusal,
  rpcAs,
  signIn,
  type Sql,
  stack,
} from "./stack.ts";
import { callNow, leave, line, type Person, person, press, takesCall } from "./talks.ts";
import { until } from "./until.ts";

const workspace = stack.workspaces[0]!;

/** A call of Priya's that was recorded, and is over. */
async function recorded(
  sql: Sql,
): Promise<{ priya: Person; callId: number; id: number; sid: string }> {
  const priya = await person(sql, 900);
  const callId = await takesCall(sql, priya, "+442079460131");
  await (await press(priya, callId, "record")).body?.cancel();
  await shows(sql, callId, "on");
  await (await press(priya, callId, "end")).body?.cancel();
  await until(async () => (await callNow(sql, callId)).status === "completed");
  await leave(sql, priya);
  const [one] = await until(async () => {
    const all = await recordings(sql, callId);
    return all[0]?.status === "completed" ? all : null;
  });
  return { priya, callId, id: one!.id, sid: one!.sid };
}

const ask = (token: string | null, action: string, recordingId: number, more = {}) =>
  postAs(token, "recording", { action, workspaceId: workspace.id, recordingId, ...more });

async function admin(): Promise<string> {
  const { email, password } = stack.users.find(({ workspaceId }) => workspaceId === workspace.id)!;
  return await signIn(email, password);
}

Deno.test("whoever was in the call listens by a pass, in parts too; nobody else does, and nothing of Twilio's is seen", async () => {
  await using database = openDatabase();
  const { sql } = database;
  await using _policy = await recordingIs(sql, "on-demand");
  const { priya, callId, id } = await recorded(sql);
  const list = v.parse(
    CallRecordingsSchema,
    await rpcAs(priya.userToken, "list_recordings", {
      workspace_id: workspace.id,
      call_id: callId,
    }),
  );
  assertEquals([list.may_hear, list.may_delete, list.recordings.map(({ state }) => state)], [
    true,
    false,
    ["completed"],
  ]);

  const { url } = v.parse(
    ListenAnswerSchema,
    await (await ask(priya.userToken, "listen", id)).json(),
  );
  assertEquals(/^[A-Za-z0-9_-]{43}$/.test(url.slice(`${publicUrl}/recording/`.length)), true);
  for (const mediaRanges of [true, false]) {
    await control("PUT", "/choices", { mediaRanges });
    const whole = await fetch(url);
    const bytes = new Uint8Array(await whole.arrayBuffer());
    assertEquals([
      whole.status,
      whole.headers.get("accept-ranges"),
      whole.headers.get("cache-control"),
    ], [
      200,
      "bytes",
      "private, no-store",
    ]);
    assertEquals(whole.headers.get("content-length"), String(bytes.length));
    assertEquals([...whole.headers].some(([, value]) => value.includes("RE")), false);
    const part = await fetch(url, { headers: { range: "bytes=40-99" } });
    assertEquals([part.status, part.headers.get("content-range")], [
      206,
      `bytes 40-99/${bytes.length}`,
    ]);
    assertEquals(new Uint8Array(await part.arrayBuffer()), bytes.slice(40, 100));
    const beyond = await fetch(url, { headers: { range: `bytes=${bytes.length}-` } });
    await beyond.body?.cancel();
    assertEquals([beyond.status, beyond.headers.get("content-range")], [
      416,
      `bytes */${bytes.length}`,
    ]);
  }
  await control("PUT", "/choices", {});
  const posted = await fetch(url, { method: "PUT" });
  assertEquals(posted.headers.get("allow"), "GET, HEAD");
  assertEquals(await refusal(posted), "405 E-METHOD");
  assertEquals(
    await refusal(await fetch(`${url.slice(0, -1)}${url.endsWith("A") ? "B" : "A"}`)),
    "410 E-RECORDING-GONE",
  );
  assertEquals(await refusal(await fetch(`${publicUrl}/recording/x`)), "404 E-PATH");

  // A colleague, somebody without a seat, nobody.
  const colleague = await createSeat(sql, { workspaceId: workspace.id, number: line });
  assertEquals(
    await refusal(await ask(colleague.userToken, "listen", id)),
    "410 E-RECORDING-GONE",
  );
  assertEquals(
    await refusal(await ask(colleague.userToken, "listen", 999_999)),
    "410 E-RECORDING-GONE",
  );
  const other = await createWorkspace(sql);
  const elsewhere = await createSeat(sql, { workspaceId: other.id, number: other.number });
  assertEquals(await refusal(await ask(elsewhere.userToken, "listen", id)), "403 E-SEAT");
  assertEquals(await refusal(await ask(null, "listen", id)), "401 E-AUTH-SIGNIN");

  // The policy is asked at each request, not only when the pass is given.
  await sql`update public.workspace_policy set recordings_heard_by = 'supervisors' where workspace_id = 1`;
  assertEquals(await refusal(await fetch(url)), "410 E-RECORDING-GONE");
  assertEquals(await refusal(await ask(priya.userToken, "listen", id)), "410 E-RECORDING-GONE");
  await sql`update public.workspace_policy set recordings_heard_by = 'agents' where workspace_id = 1`;
  const again = await fetch(url);
  assertEquals(again.status, 200);
  await again.body?.cancel();
  await sql`update private.listening_pass set expires_at = now() where agent_id = ${priya.agentId}`;
  assertEquals(await refusal(await fetch(url)), "410 E-RECORDING-GONE");
});

Deno.test("an admin deletes one with a reason, at Twilio too; where that fails it is tried again", async () => {
  await using database = openDatabase();
  const { sql } = database;
  await using _policy = await recordingIs(sql, "on-demand");
  const { priya, callId, id, sid } = await recorded(sql);
  const token = await admin();
  const { url } = v.parse(ListenAnswerSchema, await (await ask(token, "listen", id)).json());
  const reason = { reason: "The caller asked for it" };
  assertEquals(await refusal(await ask(priya.userToken, "delete", id, reason)), "403 E-ADMIN");
  assertEquals(await refusal(await ask(token, "delete", id, { reason: " " })), "400 E-BODY");
  {
    await using _faults = await restFaults({
      method: "DELETE",
      path: "Recordings/*",
      status: 503,
      code: 20503,
    });
    assertEquals(await (await ask(token, "delete", id, reason)).json(), { outcome: "later" });
  }
  assertEquals(await refusal(await fetch(url)), "410 E-RECORDING-GONE");
  assertEquals(await refusal(await ask(token, "listen", id)), "410 E-RECORDING-GONE");
  assertEquals((await atTwilio(sid))?.status, "completed");
  const [call] = await sql`select is_recorded from public.call where id = ${callId}`;
  assertEquals(call?.["is_recorded"], false);
  const [line] = await sql`
    select detail ->> 'reason' as reason from public.audit_log where action = 'recording.deleted' order by id desc limit 1`;
  assertEquals(line?.["reason"], reason.reason);

  const [secret] = await sql`
    select decrypted_secret as text from vault.decrypted_secrets where name = 'softphone_recording_secret'`;
  const runs = (value: string) =>
    fetch(`${publicUrl}/recording/scheduled`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-softphone-secret": value },
      body: JSON.stringify({ workspaceId: workspace.id }),
    });
  assertEquals(await refusal(await runs("wrong")), "403 E-SECRET");
  // Not at once: the first time after five minutes.
  assertEquals((await runs(String(secret?.["text"]))).status, 204);
  assertEquals((await atTwilio(sid))?.status, "completed");
  await sql`update private.recording set delete_next_at = now() where id = ${id}`;
  assertEquals((await runs(String(secret?.["text"]))).status, 204);
  assertEquals(await atTwilio(sid), null);
  const [gone] = await sql`
    select deleted_at is not null as deleted, delete_tries as tries, delete_code as code from private.recording where id = ${id}`;
  assertEquals([gone?.["deleted"], gone?.["tries"], gone?.["code"]], [true, 1, null]);
});

Deno.test("what became of a recording whose last callback was lost is asked for; its days over, it goes", async () => {
  await using database = openDatabase();
  const { sql } = database;
  await using _policy = await recordingIs(sql, "on-demand");
  const { id, sid } = await recorded(sql);
  await sql`
    update private.recording set status = 'processing', duration_s = null, ended_at = now() - interval '3 minutes'
    where id = ${id}`;
  await sql`update private.recording set started_at = now() - interval '89 days' where id = ${id}`;
  const [run] = await sql`select private.follow_recordings() as asked`;
  assertEquals(run?.["asked"], 1);
  await until(async () =>
    (await sql`select from private.recording where id = ${id} and status = 'completed'`).length ===
      1
  );
  await sql`update private.recording set started_at = now() - interval '91 days' where id = ${id}`;
  await sql`select private.delete_old_recordings(10)`;
  await sql`select private.follow_recordings()`;
  await until(async () => await atTwilio(sid) === null);
  const [gone] = await sql`select delete_reason as reason from private.recording where id = ${id}`;
  assertEquals(gone?.["reason"], "retention");
});
