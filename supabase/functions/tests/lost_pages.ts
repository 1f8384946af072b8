// A page that is gone, for the tests of interrupted calls.
import { assertEquals } from "@std/assert";
import { control } from "./simulator.ts";
import { asJob, rpcAs, type Sql, stack } from "./stack.ts";
import type { Person } from "./talks.ts";

/** The page says that it is there, as it does every 3 s. */
export async function beat(who: Person, callId: number, leaving = false): Promise<void> {
  assertEquals(await rpcAs(who.userToken, "beat_call", { call_id: callId, leaving }), { ok: true });
}

/** The page is there, and says so until it is disposed of: a talk without a beat is over after 7 s. */
export async function livePage(who: Person, callId: number): Promise<AsyncDisposable> {
  await beat(who, callId);
  let last = Promise.resolve();
  const timer = setInterval(() => {
    last = beat(who, callId);
  }, 3_000);
  return {
    [Symbol.asyncDispose]: () => {
      clearInterval(timer);
      return last;
    },
  };
}

/** So much time has passed since the page's last beat, in a call that had begun before. */
export async function ageBeat(sql: Sql, callId: number, seconds: number): Promise<void> {
  await sql`
    update private.call_beat set beaten_at = beaten_at - make_interval(secs => ${seconds})
    where call_id = ${callId}`;
  await sql`
    update public.call_leg set picked_up_at = picked_up_at - make_interval(secs => ${seconds})
    where call_id = ${callId} and role = 'seat'`;
}

/** The job fires, and asks the function. */
export async function rescue(sql: Sql): Promise<void> {
  await sql`select private.rescue()`;
  const response = await asJob(sql, "reconcile/rescue", stack.workspaces[0]!.id);
  assertEquals(response.status, 204);
}

/** The seat whose page was lost, and who may take the call back. */
export async function interruptedBy(sql: Sql, callId: number): Promise<unknown> {
  const [call] = await sql`select interrupted_by::int as who from public.call where id = ${callId}`;
  return call?.["who"];
}

/** The person's line ends without a word of theirs. */
export async function hangUp({ client }: Person): Promise<void> {
  await control("POST", `/clients/${client}`, { do: "hangup" });
}
