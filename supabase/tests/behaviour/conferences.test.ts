import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { TestDatabases } from "../../../dev/stack/test-database.ts";
import { child, dialOver, incomingCall, sid } from "./forms.ts";
import { randomFrom, shuffled } from "./orders.ts";
import { startStand, undone, withDatabase } from "./stand.ts";
import {
  addressed,
  deliver,
  type Form,
  type Queries,
  type TwilioRequest,
  type Webhook,
  type Work,
} from "./webhooks.ts";

// A call that is held, consulted about and handed over, as Twilio tells it: the events of one stretch in every order, each
// of them twice, and each of them lost. What our database decided in between (requests, and their answers) is in its rows.

let databases: TestDatabases;
before(async () => {
  databases = await startStand();
});
after(() => databases.stop());

const parent = sid(1);
const priya = { sid: sid(2), parent, to: "client:priya" };
const target = sid(3);
const conference = `CF${"1".repeat(32)}`;

/** Twilio grants whatever it is asked; answers the kinds of what it was asked. */
async function grant(sql: Queries, callId: number, requests: TwilioRequest[]): Promise<string[]> {
  const answers = requests.map(({ id, kind }) => ({
    id,
    outcome: "done",
    code: null,
    facts: kind === "add" ? { call_sid: target } : kind === "find-conference"
      ? {
        legs: [[parent, null], [priya.sid, parent]].map(([call_sid, parent_call_sid]) => ({
          call_sid,
          parent_call_sid,
          to: "",
          status: "in-progress",
        })),
        conference_sid: conference,
        participants: [parent, priya.sid],
      }
      : {},
  }));
  const [row] = await sql<{ answer: { work: Work | null } }[]>`
    select public.keep_answers(1, ${callId}, ${sql.json(answers)}) as answer`;
  const next = row?.answer.work?.requests ?? [];
  const asked = requests.map(({ kind, hold }) => hold === false ? "release" : kind);
  return next.length === 0 ? asked : [...asked, ...(await grant(sql, callId, next))];
}

interface Began {
  ok: boolean;
  code?: string;
  work: Work | null;
}

async function press(
  sql: Queries,
  callId: number,
  command: string,
  args: Record<string, unknown> = {},
): Promise<string[]> {
  const [row] = await sql<{ answer: Began }[]>`
    select public.begin_command('5eed0000-0000-4000-8000-000000000002', 1, ${callId}, gen_random_uuid(), ${command},
      ${sql.json(args as never)}) as answer`;
  assert.equal(row?.answer.ok, true, `${command}: ${row?.answer.code}`);
  return await grant(sql, callId, row?.answer.work?.requests ?? []);
}

/** Delivers events, and grants what they lead to. */
async function tell(sql: Queries, callId: number, events: readonly Webhook[]): Promise<void> {
  for (const event of events) {
    const verdict = await deliver(sql, event);
    assert.equal(verdict.verdict, "ok");
    const { work } = verdict;
    if (work !== undefined) await grant(sql, callId, work.requests);
  }
}

const at = (seconds: number) =>
  new Date(Date.UTC(2026, 10, 22, 10, 0, seconds)).toUTCString().replace("GMT", "+0000");

const ofConference = (
  callId: number,
  name: string,
  n: number,
  seconds: number,
  more: Form = {},
): Webhook => ({
  kind: "conference",
  form: {
    ConferenceSid: conference,
    StatusCallbackEvent: name,
    SequenceNumber: String(n),
    Timestamp: at(seconds),
    ...more,
  },
  query: { call: String(callId) },
});

interface Talk {
  callId: number;
  answer: Record<string, unknown>;
  target: number;
}

async function talking(sql: Queries): Promise<Talk> {
  await sql`
    insert into public.agent_presence (agent_id, workspace_id, status)
    select id, workspace_id, 'available' from public.agent where identity = 'priya'`;
  const rung = await deliver(sql, incomingCall(parent, "+33199001734", "+493023125610"));
  const answer = rung.answer ?? {};
  for (const [n, status] of ["initiated", "ringing", "in-progress"].entries()) {
    await deliver(sql, addressed(child(priya, status, n, n), answer));
  }
  await sql`
    insert into public.agent_presence (agent_id, workspace_id, status)
    select id, workspace_id, 'available' from public.agent where identity = 'aoife'`;
  const [aoife] = await sql<{ id: number }[]>`
    select id::int from public.agent where identity = 'aoife'`;
  return { callId: Number(rung.call_id), answer, target: aoife?.id ?? 0 };
}

/** What Twilio says in each stretch of the call. */
async function stretches(sql: Queries, { callId, answer }: Talk) {
  const [leg] = await sql<{ id: number }[]>`
    select id::int from public.call_leg where call_id = ${callId} and purpose = 'consult'`;
  const aoife = (status: string, n: number, seconds: number): Webhook => {
    const { kind, form } = child(
      { sid: target, parent: "", to: "client:aoife" },
      status,
      n,
      seconds,
    );
    const { ParentCallSid: _none, ...fields } = form;
    return { kind, form: fields, query: { call: String(callId), leg: String(leg?.id ?? 0) } };
  };
  const own = (status: string, n: number, seconds: number) =>
    addressed(child(priya, status, n, seconds), answer);
  return {
    upgrade: [
      ofConference(callId, "participant-join", 1, 10, { CallSid: priya.sid }),
      ofConference(callId, "conference-start", 2, 10),
      ofConference(callId, "participant-join", 3, 11, { CallSid: parent }),
      addressed(
        dialOver(parent, "in-progress", {
          DialCallStatus: "completed",
          DialCallSid: priya.sid,
          DialBridged: "true",
        }),
        answer,
      ),
    ],
    answered: [
      ofConference(callId, "participant-hold", 4, 12, { CallSid: parent, Hold: "true" }),
      aoife("initiated", 0, 12),
      aoife("ringing", 1, 13),
      aoife("in-progress", 2, 20),
      ofConference(callId, "participant-join", 5, 20, {
        CallSid: target,
        ParticipantLabel: `leg-${leg?.id}`,
      }),
    ],
    handedOver: [
      ofConference(callId, "participant-unhold", 6, 30, { CallSid: parent, Hold: "false" }),
      ofConference(callId, "participant-leave", 7, 31, { CallSid: priya.sid }),
      own("completed", 3, 31),
    ],
    over: [
      ofConference(callId, "participant-leave", 8, 90, { CallSid: parent }),
      ofConference(callId, "participant-leave", 9, 91, { CallSid: target }),
      ofConference(callId, "conference-end", 10, 91),
      {
        kind: "status" as const,
        form: {
          CallSid: parent,
          CallStatus: "completed",
          Direction: "inbound",
          Timestamp: at(90),
          SequenceNumber: "0",
        },
      },
      aoife("completed", 3, 91),
    ],
  };
}

type Stretch = keyof Awaited<ReturnType<typeof stretches>>;
type Change = (name: Stretch, events: readonly Webhook[]) => readonly Webhook[];

/** The whole call, with its events as `change` makes them; what it comes to. */
async function play(sql: Queries, change: Change) {
  const talk = await talking(sql);
  const { callId } = talk;
  const more = { target: { kind: "seat", agentId: talk.target }, word: "refund" };
  const asked = [await press(sql, callId, "consult", more)];
  const tells = async (name: Stretch) =>
    tell(sql, callId, change(name, (await stretches(sql, talk))[name]));
  await tells("upgrade");
  // What a lost callback would have said, Twilio says when it is asked.
  await sql`update public.call set upgrade_began_at = now() - interval '6 seconds' where id = ${callId} and wiring = 'upgrading'`;
  await grant(sql, callId, []);
  await tells("answered");
  await sql`update public.call_leg set joined_at = picked_up_at where call_sid = ${target} and joined_at is null`;
  await sql`select private.settle_call(c) from public.call as c where c.id = ${callId}`;
  asked.push(await press(sql, callId, "hand-over"));
  await tells("handedOver");
  await tells("over");
  const [call] = await sql`
    select c.status, c.ended_by, c.wiring, c.duration_s, c.open_legs, c.notice,
      (select array_agg(s.kind || ' ' || s.outcome order by s.position) from public.call_step as s where s.call_id = c.id) as steps,
      (select array_agg(a.identity || ' ' || p.outcome order by a.identity) from public.call_participant as p
       join public.agent as a on a.id = p.agent_id where p.call_id = c.id) as people,
      (select array_agg(l.role || ' ' || (private.is_open(l))::text order by l.id) from public.call_leg as l
       where l.call_id = c.id) as legs
    from public.call as c where c.id = ${callId}`;
  return { call: { ...call }, asked };
}

test("two telephones that nobody of ours listens to end an hour after the last seat left", () =>
  withDatabase(databases, async (sql) => {
    const talk = await talking(sql);
    const { callId } = talk;
    await press(sql, callId, "hold");
    await tell(sql, callId, (await stretches(sql, talk)).upgrade);
    await sql`
      insert into public.call_leg (
        workspace_id, call_id, call_sid, role, made_by, agent_id, to_address, purpose, status, joined_at, picked_up_at)
      values (1, ${callId}, ${target}, 'outside', 'rest', 2, '+442079460018', 'add', 'in-progress', now(), now())`;
    await press(sql, callId, "leave");
    const left = async () => {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from public.call_leg
        where call_id = ${callId} and end_wanted and role <> 'seat'`;
      return row?.count;
    };
    const aged = async (minutes: number) => {
      await sql`update public.call set upgrade_began_at = now() - interval '2 hours' where id = ${callId}`;
      await sql`
        update public.call_leg set ended_at = now() - make_interval(mins => ${minutes})
        where call_id = ${callId} and role = 'seat'`;
      await sql`select private.end_unattended(now())`;
    };
    await aged(59);
    assert.equal(await left(), 0);
    await aged(61);
    assert.equal(await left(), 2);
  }));

const outcome = {
  status: "completed",
  ended_by: "other",
  wiring: "conference",
  open_legs: [],
  notice: null,
  steps: ["ring completed", "conference completed"],
  people: ["aoife took", "priya handed-over"],
  legs: ["caller false", "seat false", "seat false"],
};

async function plays(sql: Parameters<typeof undone>[0], change: Change) {
  let found: Awaited<ReturnType<typeof play>> | undefined;
  await undone(sql, async (inside) => {
    found = await play(inside, change);
  });
  assert.ok(found);
  return found;
}

test("consulted about and handed over: what Twilio is asked, in its order, and what it comes to", () =>
  withDatabase(databases, async (sql) => {
    const { call, asked } = await plays(sql, (_name, events) => events);
    assert.partialDeepStrictEqual(call, outcome);
    assert.deepEqual(asked, [["redirect"], ["release", "end", "ends-conference"]]);
  }));

for (const name of ["upgrade", "answered", "handedOver", "over"] as const) {
  test(`${name}: its events in six orders come to the same`, () =>
    withDatabase(databases, async (sql) => {
      const random = randomFrom(1);
      for (let n = 0; n < 6; n++) {
        const { call } = await plays(sql, (at, all) => at === name ? shuffled(all, random) : all);
        assert.partialDeepStrictEqual(call, outcome, `order ${n}`);
      }
    }));

  test(`${name}: any one event that is lost, or comes twice, changes nothing`, () =>
    withDatabase(databases, async (sql) => {
      for (let n = 0; n < 5; n++) {
        const twice = await plays(sql, (at, all) => at === name ? [...all, ...all] : all);
        assert.partialDeepStrictEqual(twice.call, outcome, "twice");
        const { call } = await plays(
          sql,
          (at, all) =>
            at === name ? all.filter((event, k) => k !== n || event.kind === "action") : all,
        );
        assert.partialDeepStrictEqual(call, outcome, `without ${n}`);
      }
    }));
}

/** What Twilio tells in one second when a talk of two in a conference ends. */
async function endings(sql: Queries, { callId, answer }: Talk, first: "customer" | "agent") {
  const [step] = await sql<{ id: string }[]>`
    select id from public.call_step where call_id = ${callId} and kind = 'conference'`;
  const query = { call: String(callId), step: step?.id ?? "" };
  const action = (call: string, status: string): Webhook => ({
    kind: "action",
    form: { CallSid: call, CallStatus: status, Direction: "inbound" },
    query,
  });
  const order = first === "customer" ? [parent, priya.sid] : [priya.sid, parent];
  return (seconds: number): Webhook[] => [
    ...order.map((CallSid, n) =>
      ofConference(callId, "participant-leave", 6 + n, seconds, { CallSid })
    ),
    ofConference(callId, "conference-end", 8, seconds),
    action(parent, "completed"),
    // Whom the conference's end leaves behind still asks what to do.
    action(priya.sid, first === "customer" ? "in-progress" : "completed"),
    addressed(child(priya, "completed", 3, seconds), answer),
    {
      kind: "status",
      form: {
        CallSid: parent,
        CallStatus: "completed",
        Direction: "inbound",
        Timestamp: at(seconds),
        SequenceNumber: "0",
      },
    },
  ];
}

/** Our clock, as `at` counts. */
const ourSeconds = () => Math.floor((Date.now() - Date.parse(at(0))) / 1000);

for (const [first, by] of [["customer", "other"], ["agent", "agent"]] as const) {
  for (const [clock, aheadS] of [["ahead of", 6], ["behind", -6]] as const) {
    test(`the ${first} hangs up: ended by them in every order, with Twilio's clock ${clock} ours`, () =>
      withDatabase(databases, async (sql) => {
        const random = randomFrom(1);
        await undone(sql, async (talks) => {
          const talk = await talking(talks);
          const { callId } = talk;
          await press(talks, callId, "hold");
          await tell(talks, callId, (await stretches(talks, talk)).upgrade);
          await press(talks, callId, "resume");
          const events = (await endings(talks, talk, first))(ourSeconds() + aheadS);
          for (let n = 0; n < 20; n++) {
            await undone(talks, async (inside) => {
              await tell(inside, callId, shuffled(events, random));
              const [call] = await inside<{ status: string; ended_by: string }[]>`
                select status, ended_by from public.call where id = ${callId}`;
              assert.deepEqual({ ...call }, { status: "completed", ended_by: by }, `order ${n}`);
            });
          }
        });
      }));
  }
}

test("the Dial that goes on made the child, however close the clock's seconds are to one before it", () =>
  withDatabase(databases, async (sql) => {
    await undone(sql, async (talks) => {
      const { callId } = await talking(talks);
      const childNow = async () => {
        const [leg] = await talks`select (private.talking_child(${callId})).call_sid`;
        return leg?.["call_sid"];
      };
      const before = await childNow();
      // As when it was called and then sent to a line: it has dialled itself.
      await talks`
        insert into public.call_leg (
          workspace_id, call_id, call_sid, parent_call_sid, role, made_by, agent_id, to_address, status, picked_up_at
        )
        select workspace_id, call_id, ${
        sid(99)
      }, call_sid, 'seat', 'dial', agent_id, to_address, 'in-progress',
          picked_up_at
        from public.call_leg where call_sid = ${String(before)}`;
      for (const seconds of [0, 2]) {
        await talks`
          update public.call_leg set picked_up_at = picked_up_at + make_interval(secs => ${seconds})
          where call_sid = ${String(before)}`;
        assert.equal(await childNow(), sid(99), `${seconds} s later`);
      }
    });
  }));
