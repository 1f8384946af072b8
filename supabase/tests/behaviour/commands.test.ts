import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { TestDatabases } from "../../../dev/stack/test-database.ts";
import { browserCall, child, incomingCall, sid } from "./forms.ts";
import { place } from "./placing.ts";
import { overlapping, startStand, withDatabase } from "./stand.ts";
import { addressed, deliver, type Queries } from "./webhooks.ts";

let databases: TestDatabases;
before(async () => {
  databases = await startStand();
});
after(() => databases.stop());

const press = (n: number) => `5eed0000-0000-4000-8000-0000000${String(n).padStart(5, "0")}`;
const users = { priya: 2, aoife: 3, caoimhe: 6 };

async function end(
  sql: Queries,
  callId: unknown,
  id = press(1),
  who: keyof typeof users = "priya",
) {
  const [row] = await sql<{ answer: Answer }[]>`
    select public.begin_command(
      ${`5eed0000-0000-4000-8000-00000000000${users[who]}`}, ${who === "caoimhe" ? 2 : 1},
      ${Number(callId)}, ${id}, 'end') as answer`;
  return row?.answer ?? { ok: false };
}

interface Answer {
  ok: boolean;
  code?: string;
  outcome?: string | null;
  password?: string;
  work?: { call_id: number; requests: { id: number; kind: string; call_sid: string }[] } | null;
}

/** What Twilio has to be asked, as "end CA…". */
const asks = ({ work }: Answer) =>
  work?.requests.map(({ kind, call_sid: to }) => `${kind} ${to}`) ?? [];

/** Priya's call out, dialled; answers the call's id. */
async function dialled(sql: Queries) {
  const { call_id } = await place(sql);
  const { answer } = await deliver(sql, browserCall(sid(1), "priya", call_id ?? ""));
  return { callId: answer?.["call_id"], answer };
}

test("Hang up has the leg ended that dialled; pressed again, it gets the same answer and asks nothing", () =>
  withDatabase(databases, async (sql) => {
    const { callId } = await dialled(sql);
    const first = await end(sql, callId);
    assert.deepEqual([first.ok, first.outcome, asks(first)], [true, null, [`end ${sid(1)}`]]);
    assert.equal(first.password, "5eed5eed5eed5eed5eed5eed5eed0001");
    assert.deepEqual(await end(sql, callId), { ok: true, outcome: null, work: null });
    const answers = [{ id: first.work?.requests[0]?.id, outcome: "done", facts: {} }];
    for (const _ of ["first", "again"]) {
      const [kept] = await sql`
        select public.keep_answers(1, ${Number(callId)}, ${sql.json(answers)}, ${
        press(1)
      }) as answer`;
      assert.deepEqual(kept?.["answer"], { ok: true, outcome: "done", work: null });
    }
    assert.deepEqual(await end(sql, callId), { ok: true, outcome: "done", work: null });
  }));

test("the same press twice at the same moment is one", () =>
  withDatabase(databases, async (sql) => {
    const { callId } = await dialled(sql);
    const second = await overlapping(
      sql,
      (inside) => end(inside, callId),
      () => end(sql, callId),
    );
    assert.deepEqual(second, { ok: true, outcome: null, work: null });
  }));

test("a seat commands only calls that it takes part in, whoever else may see them", () =>
  withDatabase(databases, async (sql) => {
    const { callId } = await dialled(sql);
    const refused = { ok: false, code: "E-CALL-OTHER" };
    assert.deepEqual(await end(sql, callId, press(1), "aoife"), refused);
    assert.deepEqual(await end(sql, callId, press(2), "caoimhe"), refused);
    assert.deepEqual(await end(sql, 999_999, press(3)), refused);
    await end(sql, callId, press(4));
    const [other] = await sql<
      { id: string }[]
    >`select min(id) as id from public.call where agent_id = 2`;
    const used = await end(sql, other?.id, press(4));
    assert.deepEqual(used, { ok: false, code: "E-COMMAND" }, "one press is one command");
  }));

test("a call that only rings a seat is not that seat's to end; once taken it is", () =>
  withDatabase(databases, async (sql) => {
    await sql`insert into public.agent_presence (agent_id, workspace_id, status) values (2, 1, 'available')`;
    const rung = await deliver(sql, incomingCall(sid(1), "+33199001734", "+493023125610"));
    assert.equal((await end(sql, rung.call_id)).code, "E-CALL-OTHER");
    const { Timestamp: _recorded, ...form } = child(
      { sid: sid(2), parent: sid(1), to: "client:priya" },
      "in-progress",
      0,
      0,
    ).form;
    await deliver(sql, addressed({ kind: "status", form }, rung.answer));
    assert.deepEqual(asks(await end(sql, rung.call_id)), [`end ${sid(1)}`]);
  }));

test("hanging up before anybody was called closes the order, and Twilio has nothing to end", () =>
  withDatabase(databases, async (sql) => {
    const { call_id: ticket = "" } = await place(sql);
    const [call] = await sql`select id from public.call where ticket = ${ticket}`;
    const answer = await end(sql, call?.["id"]);
    assert.deepEqual([answer.outcome, answer.work], ["done", null]);
    const late = await deliver(sql, browserCall(sid(1), "priya", ticket));
    assert.equal(late.reason, "ticket-closed");
  }));

test("ten presses in ten seconds are enough", () =>
  withDatabase(databases, async (sql) => {
    const { callId } = await dialled(sql);
    const codes = [];
    for (let n = 0; n < 11; n++) codes.push((await end(sql, callId, press(n))).code);
    assert.deepEqual(codes.filter((code) => code !== undefined), ["E-TOO-FAST"]);
  }));

test("presses in a call that is over are answered, and none is kept but the first Hang up", () =>
  withDatabase(databases, async (sql) => {
    const { callId } = await dialled(sql);
    const { work } = await end(sql, callId);
    const answers = [{ id: work?.requests[0]?.id, outcome: "done", facts: {} }];
    await sql`select public.keep_answers(1, ${Number(callId)}, ${sql.json(answers)}, ${press(1)})`;
    await sql`update public.call set status = 'completed', ended_at = now() where id = ${
      Number(callId)
    }`;
    assert.deepEqual(await end(sql, callId, press(2)), { ok: true, outcome: "done", work: null });
    const [row] = await sql<{ answer: Answer }[]>`
      select public.begin_command(${`5eed0000-0000-4000-8000-00000000000${users.priya}`}, 1, ${
      Number(callId)
    }, ${press(3)}, 'hold') as answer`;
    assert.deepEqual(row?.answer, { ok: false, code: "E-CALL-OVER" });
    const kept = await sql<{ id: string }[]>`select id from public.call_command`;
    assert.deepEqual(kept.map(({ id }) => id), [press(1)]);
  }));
