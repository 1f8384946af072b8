// Conferences and their participants, by the official library, on a real engine with scripted telephones.

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { OUR_NUMBER } from "../testing/accounts.ts";
import { openStand, refused } from "./testing/stand.ts";

const stand = await openStand({ callsPerSecond: 30 });
const { api, customer } = stand;
after(() => stand.close());
const AGENT = "+12025550171";
const CUSTOMER = "+12025550172";
const CHIEF = "+12025550173";
let rooms = 0;

beforeEach(async () => {
  await stand.control("DELETE", "");
  customer.came.length = 0;
  for (const number of [AGENT, CUSTOMER, CHIEF]) {
    await stand.behave(number, { behaviour: "answer", ringMs: 0 });
  }
});

/** A conference of its own with an agent and a customer in it. */
async function talking() {
  const room = `room-${++rooms}`;
  const seat = (to: string, label: string) =>
    api.conferences(room).participants.create({
      to,
      from: OUR_NUMBER,
      label,
      conferenceStatusCallback: `${customer.url}/status`,
      conferenceStatusCallbackEvent: ["start", "end", "join", "leave", "hold", "mute", "modify"],
    });
  const agent = await seat(AGENT, "agent");
  const person = await seat(CUSTOMER, "customer");
  await told("participant-join", person.callSid);
  await told("conference-start");
  return { room, sid: agent.conferenceSid, agent: agent.callSid, person: person.callSid };
}

const told = (event: string, callSid?: string) =>
  customer.wait(({ form }) =>
    form["StatusCallbackEvent"] === event &&
    (callSid === undefined || form["CallSid"] === callSid)
  );

test("documented: a participant is called into a conference that its name makes", async () => {
  const { room, sid, agent, person } = await talking();
  assert.match(sid, /^CF[0-9a-f]{32}$/);
  const [conference] = await api.conferences.list({ friendlyName: room });
  assert.deepEqual([conference?.sid, conference?.status], [sid, "in-progress"]);
  assert.equal((await api.conferences(sid).fetch()).friendlyName, room);
  const people = await api.conferences(sid).participants.list();
  assert.deepEqual(people.map(({ callSid, label, status }) => [callSid, label, status]), [
    [agent, "agent", "connected"],
    [person, "customer", "connected"],
  ]);
  const byLabel = await api.conferences(sid).participants("customer").fetch();
  assert.equal(byLabel.callSid, person);
  assert.equal((await api.calls(person).fetch()).direction, "outbound-api");
  const unknown = api.conferences(`CF${"0".repeat(32)}`).participants;
  assert.equal(await refused(unknown.create({ to: AGENT, from: OUR_NUMBER })), "400 13236");
  assert.equal(await refused(unknown.list()), "404 20404");
});

test("documented: a participant is muted, held, and found so", async () => {
  const { sid, person } = await talking();
  const { participants } = api.conferences(sid);
  const held = await participants("customer").update({
    hold: true,
    holdUrl: `${customer.url}/music`,
  });
  assert.deepEqual([held.hold, held.muted], [true, false]);
  await told("participant-hold", person);
  assert.equal((await participants("agent").update({ muted: true })).muted, true);
  assert.deepEqual((await participants.list({ hold: true })).map(({ callSid }) => callSid), [
    person,
  ]);
  assert.deepEqual((await participants.list({ muted: true })).map(({ label }) => label), ["agent"]);
  assert.equal((await participants("customer").update({ hold: false })).hold, false);
  await told("participant-unhold", person);
  const nowhere = participants("customer").update({ announceUrl: "nowhere" });
  assert.equal(await refused(nowhere), "400 21205");
  assert.equal(await refused(participants("nobody").update({ muted: true })), "404 20404");
});

test("documented: what happens at the exit changes, but silently not while on hold", async () => {
  const { sid } = await talking();
  const agent = api.conferences(sid).participants("agent");
  assert.equal((await agent.update({ endConferenceOnExit: true })).endConferenceOnExit, true);
  await agent.update({ hold: true });
  assert.equal((await agent.update({ endConferenceOnExit: false })).endConferenceOnExit, true);
});

test("documented: a coach names whom to coach, and stops", async () => {
  const { sid, agent } = await talking();
  const { participants } = api.conferences(sid);
  const order = { to: CHIEF, from: OUR_NUMBER, label: "chief", startConferenceOnEnter: false };
  assert.equal(await refused(participants.create({ ...order, coaching: true })), "400 20001");
  const chief = await participants.create({ ...order, coaching: true, callSidToCoach: agent });
  assert.deepEqual([chief.coaching, chief.callSidToCoach], [true, agent]);
  await told("participant-join", chief.callSid);
  assert.deepEqual((await participants.list({ coaching: true })).map(({ label }) => label), [
    "chief",
  ]);
  const barged = await api.conferences(sid).participants("chief").update({ coaching: false });
  assert.deepEqual([barged.coaching, barged.callSidToCoach], [false, null]);
});

test("documented: removing a participant ends its call; completing ends the conference", async () => {
  const { room, sid, person, agent } = await talking();
  assert.ok(await api.conferences(sid).participants("customer").remove());
  await told("participant-leave", person);
  assert.equal((await api.calls(person).fetch()).status, "completed");
  const gone = api.conferences(sid).participants(person).fetch();
  assert.equal(await refused(gone), "404 20404");
  const done = await api.conferences(sid).update({ status: "completed" });
  assert.deepEqual([done.status, done.reasonConferenceEnded], [
    "completed",
    "conference-ended-via-api",
  ]);
  assert.equal((await api.calls(agent).fetch()).status, "completed");
  assert.deepEqual(await api.conferences.list({ friendlyName: room }), []);
  const ended = await api.conferences.list({ friendlyName: room, status: "completed" });
  assert.deepEqual(ended.map((one) => one.sid), [sid]);
  const late = api.conferences(sid).participants.create({ to: AGENT, from: OUR_NUMBER });
  assert.equal(await refused(late), "400 13236");
});

test("documented: only creating a participant takes a conference's name", async () => {
  const { room } = await talking();
  const named = api.conferences(room);
  assert.deepEqual(
    await Promise.all([
      named.fetch(),
      named.update({ status: "completed" }),
      named.participants.list(),
      named.participants("agent").fetch(),
      named.participants("agent").update({ muted: true }),
      named.participants("agent").remove(),
    ].map(refused)),
    Array(6).fill("404 20404"),
  );
  // Its description says so, too.
  await stand.control("DELETE", "/openapi");
});

test("documented: a label is found percent-encoded, refused when it is none (16024) or taken (16026)", async () => {
  const { sid } = await talking();
  const { participants } = api.conferences(sid);
  const good = { to: CHIEF, from: OUR_NUMBER };
  assert.equal(await refused(participants.create({ ...good, label: "agent" })), "400 16026");
  assert.equal(await refused(participants.create({ ...good, label: "a/b" })), "400 16024");
  const one = await participants.create({ ...good, label: "the chief" });
  assert.equal((await participants("the chief").fetch()).callSid, one.callSid);
});

test("documented: a conference that is full takes nobody more (16020)", async () => {
  const { participants } = api.conferences(`full-${++rooms}`);
  const order = { from: OUR_NUMBER, maxParticipants: 2 };
  await participants.create({ ...order, to: AGENT });
  await participants.create({ ...order, to: CUSTOMER });
  assert.equal(await refused(participants.create({ ...order, to: CHIEF })), "400 16020");
});

test("seen live by others: the list is late, where a script says so; the SID is not", async () => {
  await stand.control("PUT", "/choices", { conferenceListLagMs: 2000 });
  const { room, sid } = await talking();
  assert.deepEqual(await api.conferences.list({ friendlyName: room }), []);
  assert.equal((await api.conferences(sid).fetch()).status, "in-progress");
  await stand.control("POST", "/clock", { advanceMs: 2000 });
  assert.deepEqual((await api.conferences.list({ friendlyName: room })).map((one) => one.sid), [
    sid,
  ]);
});

test("seen live by others: it is in progress once somebody is there, though nobody may start it", async () => {
  const room = `waiting-${++rooms}`;
  await stand.behave(AGENT, { behaviour: "answer", ringMs: 30_000 });
  const { conferenceSid, callSid } = await api.conferences(room).participants.create({
    to: AGENT,
    from: OUR_NUMBER,
    startConferenceOnEnter: false,
    conferenceStatusCallback: `${customer.url}/status`,
    conferenceStatusCallbackEvent: ["join"],
  });
  assert.equal((await api.conferences(conferenceSid).fetch()).status, "init");
  await stand.control("POST", "/clock", { advanceMs: 30_000 });
  await told("participant-join", callSid);
  assert.equal((await api.conferences(conferenceSid).fetch()).status, "in-progress");
});

test("documented: a HoldUrl is asked for by GET, an AnnounceUrl by POST, unless told otherwise", async () => {
  const { sid } = await talking();
  customer.answers["/music"] = "<Response><Pause/></Response>";
  const person = api.conferences(sid).participants("customer");
  await person.update({ hold: true, holdUrl: `${customer.url}/music` });
  const asked = await customer.wait(({ path }) => path.startsWith("/music?"));
  assert.deepEqual(asked.form, {});
  await person.update({ announceUrl: `${customer.url}/music` });
  const { form } = await customer.wait(({ path }) => path === "/music");
  assert.equal(form["ConferenceSid"], sid);
});

test("documented: a participant is refused by what is wrong with it", async () => {
  const { participants } = api.conferences("refusals");
  const good = { to: CUSTOMER, from: OUR_NUMBER };
  assert.equal(await refused(participants.create({ ...good, to: "12" })), "400 21211");
  assert.equal(await refused(participants.create({ ...good, from: CHIEF })), "400 21210");
  assert.equal(await refused(participants.create({ ...good, maxParticipants: 1 })), "400 20001");
  assert.deepEqual(await api.conferences.list({ friendlyName: "refusals", status: "init" }), []);
});

test("documented: the token of a call in lets a participant see who called", async () => {
  customer.answers["/voice"] = '<Response><Say>Hello</Say><Pause length="60"/></Response>';
  await stand.control("POST", "/calls", { from: CHIEF, to: OUR_NUMBER });
  const { form } = await customer.wait(({ path }) => path === "/voice");
  const order = { to: CUSTOMER, from: CHIEF };
  const { participants } = api.conferences("forwarded");
  assert.equal(await refused(participants.create(order)), "400 21210");
  const one = await participants.create({ ...order, callToken: form["CallToken"] ?? "" });
  assert.equal((await api.calls(one.callSid).fetch()).from, CHIEF);
});
