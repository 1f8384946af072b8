// A second call for somebody who talks: shown when nobody is free, answered beside the first, declined, sent on.
import { assertEquals } from "@std/assert";
import { randomNumber } from "./people.ts";
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
  leave,
  line,
  openTalks,
  outsideHangsUp,
  over,
  partOf,
  type Person,
  person,
  pressed,
  takesCall,
} from "./talks.ts";
import { until } from "./until.ts";

const first = randomNumber();
const zofiaSays = 700;
const firstSays = 500;
const secondSays = 600;

/** Somebody else calls the line; their call in the database. */
async function calls(sql: Sql): Promise<{ second: string; callId: number }> {
  const from = randomNumber();
  await control("POST", "/calls", { from, to: line, speak: { tone: secondSays } });
  return await until(async () => {
    const [call] = await sql`select id::int from public.call where from_number = ${from}`;
    return call === undefined ? null : { second: from, callId: Number(call["id"]) };
  });
}

const endOf = async (sql: Sql, callId: number) => {
  const [call] = await sql`select status, end_reason from public.call where id = ${callId}`;
  return [call?.["status"], call?.["end_reason"]];
};

/** Waits until the call rings there, and we know the leg by which it does. */
async function rings(sql: Sql, callId: number, who: Person): Promise<void> {
  await until(() => isRung(who));
  await until(async () => {
    const legs = await sql`
      select from public.call_leg
      where call_id = ${callId} and agent_id = ${who.agentId} and call_sid is not null and ended_at is null`;
    return legs.length > 0;
  });
}

/** The person takes the call, and talks. */
async function takes(sql: Sql, who: Person, callId: number): Promise<void> {
  await answer(who);
  await until(async () => (await callNow(sql, callId)).status === "in-progress");
}

/** Zofia talks to the first caller, and the second one rings. */
async function secondRings(sql: Sql) {
  const zofia = await person(sql, zofiaSays);
  const held = await takesCall(sql, zofia, first);
  const calling = await calls(sql);
  await rings(sql, calling.callId, zofia);
  return { zofia, held, ...calling };
}

Deno.test("hold and answer: the first hears music, the second the person, and they are swapped by hold and resume", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { zofia, held, second, callId } = await secondRings(sql);
  assertEquals(await pressed(zofia, held, "hold"), done);
  await answer(zofia);
  await hears(sql, callId, { [second]: [zofiaSays], [zofia.identity]: [secondSays] });
  await hearsMusic(sql, held, first, [zofiaSays, secondSays]);

  // What the page does for Swap: the one, and then the other.
  assertEquals(await pressed(zofia, callId, "hold"), done);
  assertEquals(await pressed(zofia, held, "resume"), done);
  await hears(sql, held, { [first]: [zofiaSays], [zofia.identity]: [firstSays] });
  await hearsMusic(sql, callId, second, [zofiaSays, firstSays]);

  assertEquals(await pressed(zofia, held, "end"), done);
  await over(sql, held);
  assertEquals((await callNow(sql, callId)).status, "in-progress", "the other one goes on");
  await ends(sql, callId, zofia);
});

Deno.test("with somebody free it rings there, and nobody who talks is shown it", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const zofia = await person(sql, zofiaSays);
  const held = await takesCall(sql, zofia, first);
  const jonas = await person(sql, 800);
  const { second, callId } = await calls(sql);
  await takes(sql, jonas, callId);
  await hears(sql, callId, { [second]: [800], [jonas.identity]: [secondSays] });
  assertEquals(await partOf(sql, callId, zofia), undefined);
  assertEquals(await isRung(zofia), false);
  await ends(sql, callId, jonas);
  await ends(sql, held, zofia);
});

Deno.test("declined by everybody: the caller hears a sentence, and the log says who declined", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { zofia, held, callId } = await secondRings(sql);
  assertEquals(await pressed(zofia, callId, "decline"), done);
  await until(async () => (await endOf(sql, callId))[0] === "no-answer");
  assertEquals(await endOf(sql, callId), ["no-answer", "declined"]);
  assertEquals(await partOf(sql, callId, zofia), "declined");
  await hears(sql, held, { [first]: [zofiaSays], [zofia.identity]: [firstSays] });
  await ends(sql, held, zofia);
});

Deno.test("declined by one of two who are free: it rings on at the other", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const [zofia, jonas] = [await person(sql, zofiaSays), await person(sql, 800)];
  const { second, callId } = await calls(sql);
  await Promise.all([rings(sql, callId, zofia), rings(sql, callId, jonas)]);
  assertEquals(await pressed(zofia, callId, "decline"), done);
  await until(async () => !await isRung(zofia));
  assertEquals(await isRung(jonas), true);
  await takes(sql, jonas, callId);
  await hears(sql, callId, { [second]: [800], [jonas.identity]: [secondSays] });
  assertEquals(await partOf(sql, callId, zofia), "declined");
  await ends(sql, callId, jonas);
  await leave(sql, zofia);
});

Deno.test("answered by nobody: missed, since everybody was on a call", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { zofia, held, callId } = await secondRings(sql);
  await control("POST", `/clients/${zofia.client}`, { do: "reject" });
  await until(async () => (await endOf(sql, callId))[0] === "no-answer");
  assertEquals(await endOf(sql, callId), ["no-answer", "all-busy"]);
  await ends(sql, held, zofia);
});

Deno.test("sent on to a colleague: it rings there and nowhere else, and is taken", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { zofia, held, second, callId } = await secondRings(sql);
  const jonas = await person(sql, 800, { rings: false });
  const target = { kind: "seat", agentId: jonas.agentId };
  assertEquals(await pressed(zofia, callId, "send-on", { target }), done);
  await takes(sql, jonas, callId);
  assertEquals(await isRung(zofia), false);
  await hears(sql, callId, { [second]: [800], [jonas.identity]: [secondSays] });
  assertEquals(await partOf(sql, callId, zofia), "handed-over");
  await ends(sql, callId, jonas);
  await ends(sql, held, zofia);
});

Deno.test("sent on, and not taken there: it rings the line's others, and then says sorry", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { zofia, held, callId } = await secondRings(sql);
  const jonas = await person(sql, 800, { rings: false });
  const target = { kind: "seat", agentId: jonas.agentId };
  assertEquals(await pressed(zofia, callId, "send-on", { target }), done);
  await rings(sql, callId, jonas);
  const siobhan = await person(sql, 900);
  assertEquals(await pressed(jonas, callId, "decline"), done);
  await rings(sql, callId, siobhan);
  assertEquals(await isRung(zofia), false, "who sent it on is left alone");
  assertEquals(await pressed(siobhan, callId, "decline"), done);
  await until(async () => (await endOf(sql, callId))[0] === "no-answer");
  await ends(sql, held, zofia, jonas, siobhan);
});

Deno.test("sent on to nobody who would ring: refused, and it rings on", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { zofia, held, callId } = await secondRings(sql);
  const away = await person(sql, 800, { rings: false });
  await sql`update public.agent_presence set status = 'away' where agent_id = ${away.agentId}`;
  for (const agentId of [away.agentId, zofia.agentId]) {
    const target = { kind: "seat", agentId };
    assertEquals(await pressed(zofia, callId, "send-on", { target }), "409 E-TARGET");
  }
  const nowhere = { kind: "line", number: "+442079460999" };
  assertEquals(await pressed(zofia, callId, "send-on", { target: nowhere }), "409 E-TARGET");
  assertEquals(await pressed(away, callId, "decline"), "403 E-CALL-OTHER", "it does not ring them");
  assertEquals(await isRung(zofia), true);
  assertEquals(await pressed(zofia, callId, "decline"), done);
  await ends(sql, held, zofia, away);
});

Deno.test("the caller hangs up while it is sent on: canceled by them, and it rings nobody", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { zofia, held, callId } = await secondRings(sql);
  const jonas = await person(sql, 800, { rings: false });
  const target = { kind: "seat", agentId: jonas.agentId };
  assertEquals(await pressed(zofia, callId, "send-on", { target }), done);
  await until(() => isRung(jonas));
  await outsideHangsUp(sql, callId);
  await until(async () => (await endOf(sql, callId))[0] === "canceled");
  await until(async () => !await isRung(jonas));
  await ends(sql, held, zofia, jonas);
});

Deno.test("a colleague who talks is shown a call that is meant for them", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const zofia = await person(sql, zofiaSays);
  const held = await takesCall(sql, zofia, first);
  const jonas = await person(sql, 800);
  const second = randomNumber();
  const callId = await takesCall(sql, jonas, second);
  const target = { kind: "seat", agentId: zofia.agentId };
  assertEquals(await pressed(jonas, callId, "transfer", { target }), done);
  await until(() => isRung(zofia));
  assertEquals(await pressed(zofia, held, "hold"), done);
  await answer(zofia);
  await hears(sql, callId, { [second]: [zofiaSays], [zofia.identity]: [firstSays] });
  // Two calls are enough.
  const siobhan = await person(sql, 900);
  const third = await takesCall(sql, siobhan, randomNumber());
  assertEquals(await pressed(siobhan, third, "transfer", { target }), "409 E-TARGET");
  await ends(sql, third, siobhan);
  await ends(sql, callId, zofia);
  await ends(sql, held, zofia, jonas);
});
