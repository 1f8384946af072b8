import assert from "node:assert/strict";
import { test } from "node:test";
import type { Conference } from "./conference.ts";
import { createRoom, type Person, type Room } from "./testing/room.ts";

const url = (path: string) => ({ url: `https://customer.test${path}`, method: "POST" as const });
const document = (inside: string) => `<Response>${inside}</Response>`;
/** A second of notes, as speech is where no voice is: not the music, not a person's tone. */
const SPEECH = document("<Say>aaaaaaaaaaaaaaa</Say>");
const SAYS = 698;

/** What a person hears; the notes of speech are so short that their tone is known to some Hz only. */
const hears = (person: Person) => person.hears().map((hz) => Math.abs(hz - SAYS) < 10 ? SAYS : hz);

function inProgress({ bench }: Room, person: Person): Conference {
  const found = bench.engine.conferences.running(person.call.account.sid, "room");
  assert.ok(found);
  return found;
}

function update(room: Room, person: Person, change: Parameters<Conference["update"]>[1]) {
  const conference = inProgress(room, person);
  const participant = conference.find(person.call.sid);
  assert.ok(participant);
  conference.update(participant, change);
}

test("documented: a document plays once and is silence afterwards; it says for whom it was asked", async () => {
  const room = createRoom();
  room.bench.answers["/hold"] = SPEECH;
  const [one, two] = [room.join(500), room.join(850)];
  update(room, two, { hold: true, holdSound: url("/hold") });
  await room.bench.clock.advance(900);
  assert.deepEqual(hears(two), [SAYS]);
  assert.deepEqual(hears(one), []);
  await room.bench.clock.advance(3500);
  assert.deepEqual(hears(two), []);
  const asked = room.bench.asked.filter((webhook) => webhook.url.endsWith("/hold"));
  assert.equal(asked.length, 1);
  assert.equal(asked[0]?.form["CallSid"], two.call.sid);
  assert.equal(asked[0]?.form["FriendlyName"], "room");
});

test("documented: loop 0 and a Redirect go on", async () => {
  const room = createRoom();
  room.bench.answers["/loop"] = document(`<Say loop="0">aaaaaaaaaaaaaaa</Say>`);
  room.bench.answers["/again"] = document("<Say>aaaaaaaaaaaaaaa</Say><Redirect/>");
  const [one, two] = [room.join(500), room.join(850)];
  room.join(650);
  update(room, one, { hold: true, holdSound: url("/loop") });
  update(room, two, { hold: true, holdSound: url("/again") });
  await room.bench.clock.advance(10_000);
  assert.deepEqual([hears(one), hears(two)], [[SAYS], [SAYS]]);
  const asked = room.bench.asked.map((webhook) => new URL(webhook.url).pathname);
  assert.equal(asked.filter((path) => path === "/loop").length, 1);
  assert.ok(asked.filter((path) => path === "/again").length > 5);
});

test("documented: a waitUrl that fails keeps the leg out, and leaves no conference behind", async () => {
  const room = createRoom();
  const one = room.join(500, { wait: url("/nothing") });
  await room.bench.clock.advance(10);
  assert.equal(one.left?.left, "refused");
  assert.equal(one.call.status, "in-progress");
  assert.deepEqual(room.bench.engine.conferences.all(one.call.account.sid), []);
  assert.deepEqual(room.told(), []);
  // Where nobody has to wait nothing is asked for.
  room.join(650);
  const two = room.join(850, { wait: url("/nothing") });
  await room.bench.clock.advance(10);
  assert.equal(two.left, null);
});

test("documented: what may not play there is an error (13238); the music in its place is assumed", async () => {
  const room = createRoom();
  room.bench.answers["/hold"] = document("<Gather/>");
  const [, two] = [room.join(500), room.join(850)];
  update(room, two, { hold: true, holdSound: url("/hold") });
  await room.bench.clock.advance(1500);
  assert.ok(hears(two).length > 0);
  assert.ok(room.bench.log.some((line) => line.includes("13238")));
});

test("documented: a waitUrl plays until the conference starts, and follows Redirect", async () => {
  const room = createRoom();
  room.bench.answers["/wait"] = document("<Redirect>/music</Redirect>");
  room.bench.answers["/music"] = SPEECH;
  const one = room.join(500, { wait: url("/wait") });
  await room.bench.clock.advance(1500);
  assert.deepEqual(hears(one), [SAYS]);
  room.join(850);
  await room.bench.clock.advance(1500);
  assert.deepEqual(hears(one), [850]);
});

test("two legs of one label that both wait for their waitUrl: the second is kept out all the same", async () => {
  const room = createRoom();
  room.bench.answers["/wait"] = SPEECH;
  const order = { wait: url("/wait"), label: "twin" };
  const [one, two] = [room.join(500, order), room.join(850, order)];
  await room.bench.clock.advance(10);
  assert.deepEqual([one.left, two.left?.left], [null, "refused"]);
  assert.deepEqual(room.told(), ["participant-join twin"]);
});

test("documented: an announcement to one is heard by that one, one to all by all", async () => {
  const room = createRoom();
  room.bench.answers["/say"] = SPEECH;
  const [one, two] = [room.join(500), room.join(850)];
  await room.bench.clock.advance(100);
  update(room, one, { announce: url("/say") });
  await room.bench.clock.advance(900);
  assert.deepEqual([hears(one), hears(two)], [[SAYS, 850], [500]]);
  await room.bench.clock.advance(1000);
  assert.equal(room.told().at(-1), "announcement-end 500");
  inProgress(room, one).announce(url("/say"));
  await room.bench.clock.advance(1000);
  assert.deepEqual([hears(one), hears(two)], [[SAYS, 850], [500, SAYS]]);
  await room.bench.clock.advance(100);
  assert.equal(room.told().at(-1), "announcement-end");
});

test("documented: an announcement that cannot be had is told", async () => {
  const room = createRoom();
  const [one] = [room.join(500), room.join(850)];
  update(room, one, { announce: url("/nothing") });
  await room.bench.clock.advance(20);
  assert.equal(room.told().at(-1), "announcement-fail 500");
});

for (
  const [beep, enters, exits] of [
    ["true", 1, 1],
    ["onEnter", 1, 0],
    ["onExit", 0, 1],
    ["false", 0, 0],
  ] as const
) {
  test(`documented: beep "${beep}"`, async () => {
    const room = createRoom();
    const one = room.join(500);
    room.join(650);
    const three = room.join(850, { beep });
    await room.bench.clock.advance(500);
    assert.equal(hears(one).includes(1000), enters === 1);
    await room.bench.clock.advance(1600);
    assert.deepEqual(hears(one), [650, 850]);
    three.phone.script.hangUp();
    await room.bench.clock.advance(700);
    assert.equal(hears(one).includes(1000), exits === 1);
  });
}
