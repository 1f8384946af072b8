// Participants whom the API calls into a conference: browsers and telephones, those who come and those who don't, and
// who hears whom. By the official library, with scripted clients.

import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import * as v from "valibot";
import { tokenFor } from "../signalling/testing/doubles.ts";
import { ACCOUNT_SID, APP_SID, OUR_NUMBER } from "../testing/accounts.ts";
import { openStand, refused } from "./testing/stand.ts";

const stand = await openStand({ callsPerSecond: 30 });
const { api, control, customer } = stand;
const key = await api.newKeys.create({});
after(() => stand.close());

const AGENT = "+12025550171";
const THEM = "+12025550172";
const AGENT_HZ = 500;
const THEIR_HZ = 850;

beforeEach(async () => {
  await control("DELETE", "");
  customer.came.length = 0;
  await stand.behave(AGENT, { behaviour: "answer", ringMs: 0, tone: AGENT_HZ });
});

const legShape = v.object({
  sid: v.string(),
  status: v.string(),
  conference: v.nullable(
    v.object({
      label: v.nullable(v.string()),
      inside: v.boolean(),
      muted: v.boolean(),
      hold: v.boolean(),
      plays: v.nullable(v.string()),
    }),
  ),
  hears: v.array(v.string()),
  heard: v.object({ tones: v.array(v.number()), level: v.number() }),
});
type Leg = v.InferOutput<typeof legShape>;
const clientShape = v.object({
  id: v.string(),
  calls: v.array(v.object({
    state: v.string(),
    params: v.record(v.string(), v.string()),
    leg: v.nullable(legShape),
  })),
});

const legOf = async (sid: string) => v.parse(legShape, await control("GET", `/calls/${sid}`));
const client = async (id: string) => v.parse(clientShape, await control("GET", `/clients/${id}`));
const order = (id: string, does: string, params = {}) =>
  control("POST", `/clients/${id}`, { do: does, params });

/** A registered client. */
async function register(identity: string): Promise<string> {
  const { sid: keySid, secret } = key;
  const token = tokenFor(identity, { secret, keySid, accountSid: ACCOUNT_SID, appSid: APP_SID });
  const { id } = v.parse(clientShape, await control("POST", "/clients", { token }));
  await order(id, "register");
  return id;
}

/** Asks until it is so: sound and signalling are on their way. */
async function until<T>(ask: () => Promise<T>, is: (found: T) => boolean): Promise<T> {
  for (;;) {
    const found = await ask();
    if (is(found)) return found;
  }
}
const rung = (id: string) => until(() => client(id), ({ calls }) => calls[0]?.state === "ringing");
const hears = (sid: string, ...tones: number[]) =>
  until(
    () => legOf(sid),
    ({ heard }) =>
      heard.tones.length === tones.length &&
      tones.every((hz) => heard.tones.some((found) => Math.abs(found - hz) <= 5)),
  );

/** A call to `to` into a conference where somebody waits, which tells everything. */
async function invite(to: string, more: { timeout?: number; label?: string } = {}) {
  const events = ["start", "end", "join", "leave", "hold", "mute"];
  const { participants } = api.conferences("room");
  const agent = await participants.create({
    to: AGENT,
    from: OUR_NUMBER,
    label: "agent",
    conferenceStatusCallback: `${customer.url}/status?of=conference`,
    conferenceStatusCallbackEvent: events,
  });
  await customer.wait(({ form }) => form["StatusCallbackEvent"] === "participant-join");
  const invited = await participants.create({
    to,
    from: OUR_NUMBER,
    label: "them",
    ...more,
    statusCallback: `${customer.url}/status?of=leg`,
    statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
  });
  return { conference: agent.conferenceSid, agent: agent.callSid, sid: invited.callSid };
}

const left = (sid: string) =>
  customer.wait(({ form }) =>
    form["StatusCallbackEvent"] === "participant-leave" && form["CallSid"] === sid
  );
const legTells = (sid: string, status: string) =>
  customer.wait(({ path, form }) =>
    path.endsWith("of=leg") && form["CallSid"] === sid && form["CallStatus"] === status
  );
/** The leg's callbacks so far, numbered as they were. */
const legTold = () =>
  customer.came.filter(({ path }) => path.endsWith("of=leg"))
    .map(({ form }) => `${form["SequenceNumber"]} ${form["CallStatus"]}`);

describe("documented: custom parameters of a client: participant", () => {
  const company = "Jürgen & Co = 1 + 1 %?";
  const cases: [name: string, query: string, params: Record<string, string>][] = [
    ["reach the client", "?CallId=5&Role=callee", { CallId: "5", Role: "callee" }],
    [
      "are decoded once",
      `?CallId=5&Name=${encodeURIComponent(company)}&Url=${encodeURIComponent("a%20b")}`,
      { CallId: "5", Name: company, Url: "a%20b" },
    ],
    ["may hold a bare question mark", "?Note=really?", { Note: "really?" }],
    ["may be missing", "", {}],
  ];
  for (const [name, query, params] of cases) {
    test(name, async () => {
      const id = await register("anna");
      const { sid } = await invite(`client:anna${query}`);
      const { calls: [call] } = await rung(id);
      assert.deepEqual(call?.params, params);
      // Assumed: they are no part of whom was called.
      assert.equal((await api.calls(sid).fetch()).to, "client:anna");
    });
  }
});

test("who hears whom: in a conference, muted, on hold with music, and bridged", async () => {
  await stand.behave(THEM, { behaviour: "answer", ringMs: 0, tone: THEIR_HZ });
  customer.answers["/music"] = `<Response><Say loop="0">Your call is important</Say></Response>`;
  const { conference, agent, sid } = await invite(THEM);
  const { participants } = api.conferences(conference);
  const shown = ({ hears, conference }: Leg) => [
    hears,
    conference?.label,
    conference?.hold,
    conference?.muted,
    conference?.plays,
  ];
  assert.deepEqual(shown(await hears(agent, THEIR_HZ)), [[sid], "agent", false, false, null]);
  assert.deepEqual(shown(await hears(sid, AGENT_HZ)), [[agent], "them", false, false, null]);

  await participants("them").update({ muted: true });
  assert.deepEqual(shown(await hears(agent)), [[], "agent", false, false, null]);
  assert.deepEqual(shown(await legOf(sid)), [[agent], "them", false, true, null]);
  await participants("them").update({ muted: false });

  await participants("them").update({ hold: true, holdUrl: `${customer.url}/music` });
  const held = await until(
    () => legOf(sid),
    ({ heard }) => heard.level > 0 && !heard.tones.some((hz) => Math.abs(hz - AGENT_HZ) <= 5),
  );
  assert.deepEqual(shown(held), [[], "them", true, false, `${customer.url}/music`]);
  assert.deepEqual(shown(await hears(agent)), [[], "agent", false, false, null]);
  await participants("them").update({ holdUrl: "" });
  assert.equal((await hears(sid)).conference?.plays, null);
  await participants("them").update({ hold: false });
  await hears(sid, AGENT_HZ);
  await participants("them").update({ hold: true });
  assert.equal((await legOf(sid)).conference?.plays, "music");

  customer.answers["/voice"] = `<Response><Dial answerOnBridge="true">` +
    `<Client statusCallback="/status?of=leg" statusCallbackEvent="answered">bert</Client></Dial></Response>`;
  const id = await register("bert");
  await control("POST", "/calls", { from: THEM, to: OUR_NUMBER, speak: { tone: THEIR_HZ } });
  await rung(id);
  await order(id, "accept", { tone: "700" });
  const [bridged] = (await until(
    () => client(id),
    ({ calls: [call] }) =>
      call?.leg?.heard.tones.some((hz) => Math.abs(hz - THEIR_HZ) <= 5) ?? false,
  )).calls;
  const [caller = ""] = bridged?.leg?.hears ?? [];
  assert.deepEqual([bridged?.state, bridged?.leg?.conference], ["open", null]);
  assert.deepEqual((await hears(caller, 700)).hears, [bridged?.leg?.sid]);
  await order(id, "hangup");
  assert.deepEqual(
    (await until(() => legOf(caller), (leg) => leg.status === "completed")).hears,
    [],
  );
});

test("documented: a client that answers joins, heard and labelled; it is in the conference only then", async () => {
  const id = await register("anna");
  const { agent, sid } = await invite("client:anna");
  const ringing = (await rung(id)).calls[0]?.leg?.conference;
  assert.deepEqual([ringing?.label, ringing?.inside], ["them", false]);
  await order(id, "accept", { tone: "700" });
  await customer.wait(({ form }) =>
    form["StatusCallbackEvent"] === "participant-join" && form["CallSid"] === sid
  );
  const { calls: [call] } = await client(id);
  assert.deepEqual([call?.leg?.conference?.inside, call?.leg?.hears], [true, [agent]]);
  await hears(agent, 700);
  await order(id, "hangup");
  const { form } = await left(sid);
  assert.deepEqual([form["ReasonParticipantLeft"], form["ParticipantLabel"]], [
    "participant_hung_up",
    "them",
  ]);
  await legTells(sid, "completed");
  assert.deepEqual(legTold(), ["0 initiated", "1 ringing", "2 in-progress", "3 completed"]);
});

const advance = () => control("POST", "/clock", { advanceMs: 20_000 });

/** Whom to call, what happens then, the leg's callbacks, and the status that its leave names. */
const unanswered: {
  name: string;
  to: string;
  behaviour?: string;
  whenItRings?: (id: string) => Promise<unknown>;
  told: string[];
  status: string;
}[] = [
  {
    name: "a client that declines is busy",
    to: "client:anna?CallId=5",
    whenItRings: (id) => order(id, "reject"),
    told: ["0 initiated", "1 ringing", "2 busy"],
    status: "busy",
  },
  {
    name: "a client that does not answer in time is no-answer",
    to: "client:anna?CallId=5",
    whenItRings: advance,
    told: ["0 initiated", "1 ringing", "2 no-answer"],
    status: "no-answer",
  },
  {
    name: "a client that is not registered is no-answer at once",
    to: "client:nobody?CallId=5",
    told: ["0 no-answer"],
    status: "no-answer",
  },
  {
    name: "a telephone that is busy is busy",
    to: THEM,
    behaviour: "busy",
    told: ["0 initiated", "1 busy"],
    status: "busy",
  },
  {
    name: "a telephone that declines is busy",
    to: THEM,
    behaviour: "reject",
    told: ["0 initiated", "1 ringing", "2 busy"],
    status: "busy",
  },
  {
    name: "a telephone that does not answer in time is no-answer",
    to: THEM,
    behaviour: "no-answer",
    whenItRings: advance,
    told: ["0 initiated", "1 ringing", "2 no-answer"],
    status: "no-answer",
  },
];

for (const { name, to, behaviour, whenItRings, told, status } of unanswered) {
  test(`documented, seen by nobody: ${name}, and its leave says participant_add_failed`, async () => {
    if (behaviour !== undefined) await stand.behave(THEM, { behaviour });
    const id = await register("anna");
    const { conference, agent, sid } = await invite(to, { timeout: 20 });
    if (whenItRings !== undefined) {
      await legTells(sid, "ringing");
      await whenItRings(id);
    }
    await legTells(sid, status);
    const { form } = await left(sid);
    assert.deepEqual(
      [form["ParticipantCallStatus"], form["ReasonParticipantLeft"], form["ParticipantLabel"]],
      [status, "participant_add_failed", "them"],
    );
    await stand.simulator.webhooks.idle();
    assert.deepEqual(legTold(), told);
    // Never in it, gone from it, and whoever waited waits on.
    const joins = customer.came.filter(({ form }) =>
      form["StatusCallbackEvent"] === "participant-join"
    );
    assert.deepEqual(joins.map(({ form }) => form["CallSid"]), [agent]);
    assert.equal(await refused(api.conferences(conference).participants(sid).fetch()), "404 20404");
    assert.equal((await api.calls(sid).fetch()).status, status);
    assert.equal((await legOf(agent)).conference?.inside, true);
    assert.deepEqual((await client(id)).calls, []);
  });
}
