// Twilio says of a Dial to dialers that it was busy, whether somebody declined or a page was only reloaded.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Sql } from "../../../dev/stack/postgres/connect.ts";
import type { TestDatabases } from "../../../dev/stack/test-database.ts";
import { dialOver, incomingCall, parentOver, sid } from "./forms.ts";
import { startStand, withDatabase } from "./stand.ts";
import { addressed, deliver } from "./webhooks.ts";

let databases: TestDatabases;
before(async () => {
  databases = await startStand();
});
after(() => databases.stop());

/** A call that rings Priya and is busy there; why it was missed. */
async function busyCall(sql: Sql, beforeItEnds: () => Promise<unknown>): Promise<unknown> {
  await sql`
    insert into public.agent_presence (agent_id, workspace_id, status)
    select id, workspace_id, 'available' from public.agent where identity = 'priya'`;
  const parent = sid(1);
  const said = await deliver(sql, incomingCall(parent, "+33199001734", "+493023125610"));
  assert.equal(said.answer?.["do"], "dial-clients");
  await beforeItEnds();
  const over = dialOver(parent, "in-progress", { DialCallStatus: "busy" });
  await deliver(sql, addressed(over, said.answer));
  await deliver(sql, parentOver(parent, 4, 4));
  const [call] = await sql`
    select status, end_reason from public.call where id = ${said.call_id ?? 0}`;
  assert.equal(call?.["status"], "no-answer");
  return call?.["end_reason"];
}

test("a call that is busy at every dialer is missed, and nobody is said to have declined it", () =>
  withDatabase(databases, async (sql) => {
    assert.equal(await busyCall(sql, () => Promise.resolve()), null);
  }));

test("a call that somebody declined says so", () =>
  withDatabase(databases, async (sql) => {
    const decline = () =>
      sql`update public.call_participant set outcome = 'declined' where outcome is null`;
    assert.equal(await busyCall(sql, decline), "declined");
  }));

test("a call that is declined before Twilio has named the leg is declined all the same", () =>
  withDatabase(databases, async (sql) => {
    const decline = async () => {
      const [row] = await sql<{ answer: { ok: boolean; work: unknown } }[]>`
        select public.begin_command(a.user_id, 1, p.call_id, gen_random_uuid(), 'decline') as answer
        from public.call_participant as p join public.agent as a on a.id = p.agent_id
        where p.outcome is null`;
      assert.equal(row?.answer.ok, true);
      assert.equal(row.answer.work, null, "there is nothing yet that Twilio could end");
    };
    assert.equal(await busyCall(sql, decline), "declined");
  }));
