import { assertEquals } from "@std/assert";
import { ageBeat, beat, hangUp, interruptedBy, livePage, rescue } from "./lost_pages.ts";
import { control } from "./simulator.ts";
import type { Sql } from "./stack.ts";
import {
  answer,
  callNow,
  done,
  hears,
  hearsMusic,
  isRung,
  leave,
  openTalks,
  outsideSid,
  over,
  type Person,
  person,
  placesCall,
  press,
  takesCall,
  toSeat,
} from "./talks.ts";
import { until } from "./until.ts";

// A page that is gone, in every way in which it goes. The other side hears music instead of silence, and the call is
// offered to the seat again.

const customer = "+442079460103";

async function takesBack(sql: Sql, who: Person, callId: number): Promise<void> {
  assertEquals(await (await press(who, callId, "take-back")).json(), done);
  await answer(who);
  await until(async () => (await interruptedBy(sql, callId)) === null);
  // The page has not beaten yet since it answered: that is no crash.
  await rescue(sql);
  assertEquals(await interruptedBy(sql, callId), null);
  await using _page = await livePage(who, callId);
  await hears(sql, callId, { [customer]: [900], [who.identity]: [500] });
  assertEquals(await (await press(who, callId, "end")).json(), done);
  await over(sql, callId);
  await leave(sql, who);
}

Deno.test("a page that reloads in a call in: music at once, and the call is taken back", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900);
  const callId = await takesCall(sql, priya, customer);
  await beat(priya, callId, true);
  await hangUp(priya);
  await until(async () => (await interruptedBy(sql, callId)) === priya.agentId);
  await hearsMusic(sql, callId, customer, [900]);
  assertEquals((await callNow(sql, callId)).status, "in-progress");
  await takesBack(sql, priya, callId);
});

Deno.test("a line that ends without a word is asked about after two seconds: a live page means that it was meant", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900);
  for (const alive of [true, false]) {
    const callId = await takesCall(sql, priya, customer);
    await beat(priya, callId);
    await hangUp(priya);
    await over(sql, callId);
    if (alive) await beat(priya, callId);
    const caller = await outsideSid(sql, callId);
    const callerIs = async () => (await control("GET", `/calls/${caller}`)).status;
    if (alive) {
      await until(async () => (await callerIs()) === "completed");
      assertEquals(await interruptedBy(sql, callId), null);
    } else {
      await until(async () => (await interruptedBy(sql, callId)) === priya.agentId);
      await hearsMusic(sql, callId, customer, [900]);
      await takesBack(sql, priya, callId);
    }
  }
});

Deno.test("whoever hangs up is not asked", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900);
  const callId = await takesCall(sql, priya, customer);
  await beat(priya, callId);
  const [pressed] = await Promise.all([press(priya, callId, "end"), hangUp(priya)]);
  assertEquals(await pressed.json(), done);
  await over(sql, callId);
  const caller = await outsideSid(sql, callId);
  await until(async () => (await control("GET", `/calls/${caller}`)).status === "completed");
  assertEquals(await interruptedBy(sql, callId), null);
  await leave(sql, priya);
});

for (const direction of ["in", "out"] as const) {
  Deno.test(`a call ${direction} whose page crashed: music after seven seconds without a beat, taken back after the crash`, async () => {
    await using database = await openTalks();
    const { sql } = database;
    const priya = await person(sql, 900);
    const callId = await (direction === "in" ? takesCall : placesCall)(sql, priya, customer);
    await beat(priya, callId);
    await rescue(sql);
    assertEquals(await interruptedBy(sql, callId), null);
    await ageBeat(sql, callId, 8);
    await rescue(sql);
    assertEquals(await interruptedBy(sql, callId), priya.agentId);
    await hearsMusic(sql, callId, customer, [900]);
    const [own] = await sql`
      select call_sid from public.call_leg where call_id = ${callId} and role = 'seat' order by id limit 1`;
    await until(async () =>
      (await control("GET", `/calls/${own?.["call_sid"]}`)).status === "completed"
    );
    assertEquals((await callNow(sql, callId)).status, "in-progress");
    await takesBack(sql, priya, callId);
  });
}

Deno.test("a conference whose last page crashed, let go: it rings the line's others, and then ends with a sentence", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900);
  const callId = await placesCall(sql, priya, customer);
  assertEquals(await (await press(priya, callId, "hold")).json(), done);
  assertEquals(await (await press(priya, callId, "resume")).json(), done);
  await beat(priya, callId);
  await hangUp(priya);
  await until(async () => (await interruptedBy(sql, callId)) === priya.agentId);
  await hearsMusic(sql, callId, customer, [900]);
  const jonas = await person(sql, 1200);
  assertEquals(await (await press(priya, callId, "let-go")).json(), done);
  await answer(jonas);
  await hears(sql, callId, { [customer]: [1200], [jonas.identity]: [500] });
  await beat(jonas, callId);
  await hangUp(jonas);
  await until(async () => (await interruptedBy(sql, callId)) === jonas.agentId);
  await leave(sql, priya, jonas);
  // The grace is over.
  await sql`update public.call set interrupted_at = interrupted_at - interval '46 seconds' where id = ${callId}`;
  await rescue(sql);
  await over(sql, callId);
});

Deno.test("a call that was sent on, and came back: a page that reloads is not taken for a goodbye", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900);
  const jonas = await person(sql, 1200, { rings: false });
  const callId = await takesCall(sql, priya, customer);
  assertEquals(await (await press(priya, callId, "transfer", toSeat(jonas))).json(), done);
  await until(() => isRung(jonas));
  await control("POST", `/clients/${jonas.client}`, { do: "reject" });
  await answer(priya);
  await hears(sql, callId, { [customer]: [900], [priya.identity]: [500] });
  await beat(priya, callId, true);
  await hangUp(priya);
  await until(async () => (await interruptedBy(sql, callId)) === priya.agentId);
  await hearsMusic(sql, callId, customer, [900]);
  await leave(sql, jonas);
  await takesBack(sql, priya, callId);
});

Deno.test("a call that was sent on: the page that has it crashes, and the one that had it is asked for nothing", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 1300);
  const jonas = await person(sql, 900, { rings: false });
  const callId = await takesCall(sql, priya, customer);
  await beat(priya, callId);
  assertEquals(await (await press(priya, callId, "transfer", toSeat(jonas))).json(), done);
  await answer(jonas);
  await hears(sql, callId, { [customer]: [900], [jonas.identity]: [500] });
  await beat(jonas, callId);
  await ageBeat(sql, callId, 8);
  await rescue(sql);
  assertEquals(await interruptedBy(sql, callId), jonas.agentId);
  await hearsMusic(sql, callId, customer, [900]);
  await leave(sql, priya);
  await takesBack(sql, jonas, callId);
});
