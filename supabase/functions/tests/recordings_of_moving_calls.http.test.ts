import { assert, assertEquals } from "@std/assert";
import { ageBeat, beat, hangUp, interruptedBy, livePage, rescue } from "./lost_pages.ts";
import { soundOf } from "./recorded_sound.ts";
import { atTwilio, recordingIs, recordings, shows, told } from "./recordings.ts";
import { control } from "./simulator.ts";
import type { Sql } from "./stack.ts";
import {
  answer,
  callNow,
  done,
  ends,
  hears,
  hearsMusic,
  isRung,
  line,
  openTalks,
  type Person,
  person,
  placesCall,
  pressed,
  takesCall,
  telephone,
  toSeat,
} from "./talks.ts";
import { until } from "./until.ts";

// A recorded call that goes on to somebody else, or whose page is lost: nothing that somebody waits with is recorded, and
// whoever comes from outside is told first.

const customer = "+442079460141";
const third = "+442079460142";
const priyaSays = 900;
const jonasSays = 1200;
const thirdSays = 700;
const toLine = { target: { kind: "line", number: line } };

/** Priya talks to the customer, and it is recorded since she pressed. */
async function recorded(sql: Sql, direction: "in" | "out" = "in") {
  const priya = await person(sql, priyaSays);
  const callId = await (direction === "in" ? takesCall : placesCall)(sql, priya, customer);
  assertEquals(await pressed(priya, callId, "record"), done);
  await shows(sql, callId, "on");
  return { priya, callId };
}

/** Whether Twilio records anything of the call right now. */
async function isRecording(sql: Sql, callId: number): Promise<boolean> {
  const all = await Promise.all((await recordings(sql, callId)).map(({ sid }) => atTwilio(sid)));
  return all.some((one) => one?.status === "in-progress");
}

/** No recording of the call has anything but the two who talked. */
async function hasNothingElse(sql: Sql, callId: number, ...seatsSay: number[]): Promise<void> {
  const all = await until(async () => {
    const found = await recordings(sql, callId);
    return found.every(({ status }) => status === "completed") && found;
  });
  for (const { sid } of all) {
    for (const { besides, seconds } of await soundOf(sid, [[500], seatsSay])) {
      assert(besides < 0.01, `something sounds at ${besides} in ${seconds} s`);
    }
  }
}

for (const direction of ["in", "out"] as const) {
  Deno.test(`a recorded call ${direction}, sent to a line: nothing while it rings, and it goes on with whoever takes it`, async () => {
    await using database = await openTalks();
    const { sql } = database;
    await using _policy = await recordingIs(sql, "on-demand");
    const { priya, callId } = await recorded(sql, direction);
    await sql`update public.agent_phone set rings = false where agent_id = ${priya.agentId}`;
    const jonas = await person(sql, jonasSays);
    assertEquals(await pressed(priya, callId, "transfer", toLine), done);
    await until(() => isRung(jonas));
    await shows(sql, callId, "paused");
    assertEquals(await isRecording(sql, callId), false);
    await answer(jonas);
    await hears(sql, callId, { [customer]: [jonasSays], [jonas.identity]: [500] });
    await shows(sql, callId, "on");
    assertEquals(await isRecording(sql, callId), true);
    // The one who was told need not be told again; whoever is added from outside is.
    await telephone(third, thirdSays);
    const added = { target: { kind: "number", to: third } };
    assertEquals(await pressed(jonas, callId, "add", added), done);
    await shows(sql, callId, "announcing");
    await shows(sql, callId, "on");
    const first = direction === "in" ? "caller" : "callee";
    assertEquals(await told(sql, callId), [
      { leg: first, way: "announcement", heard: true },
      { leg: "outside", way: "announcement", heard: true },
    ]);
    await ends(sql, callId, jonas, priya);
    await hasNothingElse(sql, callId, priyaSays, jonasSays, thirdSays);
  });
}

Deno.test("sent to a line where nobody answers: nothing until it is taken again", async () => {
  await using database = await openTalks();
  const { sql } = database;
  await using _policy = await recordingIs(sql, "on-demand");
  const { priya, callId } = await recorded(sql);
  await sql`update public.agent_phone set rings = false where agent_id = ${priya.agentId}`;
  const jonas = await person(sql, jonasSays);
  assertEquals(await pressed(priya, callId, "transfer", toLine), done);
  await until(() => isRung(jonas));
  await control("POST", `/clients/${jonas.client}`, { do: "reject" });
  await until(() => isRung(priya));
  await hearsMusic(sql, callId, customer, [priyaSays]);
  await shows(sql, callId, "paused");
  assertEquals(await isRecording(sql, callId), false);
  await answer(priya);
  await hears(sql, callId, { [customer]: [priyaSays], [priya.identity]: [500] });
  await shows(sql, callId, "on");
  await ends(sql, callId, priya, jonas);
  await hasNothingElse(sql, callId, priyaSays);
});

Deno.test("a colleague is talked to first, then has the call: nothing meanwhile, nobody is told twice", async () => {
  await using database = await openTalks();
  const { sql } = database;
  await using _policy = await recordingIs(sql, "on-demand");
  const { priya, callId } = await recorded(sql);
  const jonas = await person(sql, jonasSays, { rings: false });
  assertEquals(await pressed(priya, callId, "consult", toSeat(jonas)), done);
  await answer(jonas);
  await hears(sql, callId, { [priya.identity]: [jonasSays], [jonas.identity]: [priyaSays] });
  await shows(sql, callId, "paused");
  assertEquals(await isRecording(sql, callId), false);
  assertEquals(await pressed(priya, callId, "hand-over"), done);
  await hears(sql, callId, { [customer]: [jonasSays], [jonas.identity]: [500] });
  await shows(sql, callId, "on");
  assertEquals(await told(sql, callId), [{ leg: "caller", way: "announcement", heard: true }]);
  assertEquals((await recordings(sql, callId)).length, 1);
  // It is the call that is recorded: whoever has it by now may pause it.
  assertEquals(await pressed(jonas, callId, "pause-recording"), done);
  await shows(sql, callId, "paused");
  await ends(sql, callId, jonas, priya);
  await hasNothingElse(sql, callId, priyaSays, jonasSays);
});

Deno.test("a colleague joins: it is recorded on, and stays so when the first one leaves", async () => {
  await using database = await openTalks();
  const { sql } = database;
  await using _policy = await recordingIs(sql, "on-demand");
  const { priya, callId } = await recorded(sql, "out");
  const jonas = await person(sql, jonasSays, { rings: false });
  assertEquals(await pressed(priya, callId, "add", toSeat(jonas)), done);
  await answer(jonas);
  await hears(sql, callId, { [customer]: [priyaSays, jonasSays] });
  await shows(sql, callId, "on");
  assertEquals(await isRecording(sql, callId), true);
  assertEquals(await pressed(priya, callId, "leave"), done);
  await hears(sql, callId, { [customer]: [jonasSays], [jonas.identity]: [500] });
  await shows(sql, callId, "on");
  assertEquals((await recordings(sql, callId)).map(({ leg }) => leg), ["callee"]);
  assertEquals(await told(sql, callId), [{ leg: "callee", way: "announcement", heard: true }]);
  await ends(sql, callId, jonas, priya);
});

for (const mode of ["on-demand", "always"] as const) {
  Deno.test(`recorded ${mode}, and put on hold: no music is recorded`, async () => {
    await using database = await openTalks();
    const { sql } = database;
    await using _policy = await recordingIs(sql, mode);
    const priya = await person(sql, priyaSays);
    const callId = await takesCall(sql, priya, customer);
    if (mode === "on-demand") assertEquals(await pressed(priya, callId, "record"), done);
    await shows(sql, callId, "on");
    assertEquals(await pressed(priya, callId, "hold"), done);
    await hearsMusic(sql, callId, customer, [priyaSays]);
    await shows(sql, callId, "paused");
    assertEquals(await pressed(priya, callId, "resume"), done);
    await hears(sql, callId, { [customer]: [priyaSays], [priya.identity]: [500] });
    await shows(sql, callId, "on");
    await ends(sql, callId, priya);
    await hasNothingElse(sql, callId, priyaSays);
  });
}

/** How a page goes, until the call is known to be interrupted. */
const losses: Record<string, (sql: Sql, who: Person, callId: number) => Promise<void>> = {
  "reloads": async (_, who, callId) => {
    await beat(who, callId, true);
    await hangUp(who);
  },
  "dies with its line": async (_, who, callId) => {
    await beat(who, callId);
    await hangUp(who);
  },
  "crashes, and its line stays": async (sql, who, callId) => {
    await beat(who, callId);
    await ageBeat(sql, callId, 8);
    await rescue(sql);
  },
};

for (const mode of ["on-demand", "always"] as const) {
  for (const [how, lose] of Object.entries(losses)) {
    Deno.test(`recorded ${mode}, and the page ${how}: no music is recorded, and it goes on once it is taken back`, async () => {
      await using database = await openTalks();
      const { sql } = database;
      await using _policy = await recordingIs(sql, mode);
      const priya = await person(sql, priyaSays);
      const callId = await takesCall(sql, priya, customer);
      if (mode === "on-demand") assertEquals(await pressed(priya, callId, "record"), done);
      await shows(sql, callId, "on");
      await hears(sql, callId, { [customer]: [priyaSays], [priya.identity]: [500] });
      await lose(sql, priya, callId);
      await until(async () => (await interruptedBy(sql, callId)) === priya.agentId);
      await hearsMusic(sql, callId, customer, [priyaSays]);
      await shows(sql, callId, "paused");
      assertEquals(await isRecording(sql, callId), false);
      assertEquals(await pressed(priya, callId, "take-back"), done);
      await answer(priya);
      await using _page = await livePage(priya, callId);
      await hears(sql, callId, { [customer]: [priyaSays], [priya.identity]: [500] });
      await shows(sql, callId, "on");
      assertEquals(await isRecording(sql, callId), true);
      assertEquals((await told(sql, callId)).length, 1);
      assertEquals((await callNow(sql, callId)).notice, null);
      await ends(sql, callId, priya);
      await hasNothingElse(sql, callId, priyaSays);
    });
  }
}
