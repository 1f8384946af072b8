import { assertEquals } from "@std/assert";
import { control } from "./simulator.ts";
import type { Sql } from "./stack.ts";
import {
  asBefore,
  customer,
  customerSays,
  lines,
  manners,
  siobhanSays,
  supervises,
  talk,
  zofiaSays,
} from "./supervising.ts";
import {
  answer,
  callNow,
  done,
  hears,
  leave,
  openTalks,
  outsideHangsUp,
  over,
  type Person,
  person,
  pressed,
  takesCall,
} from "./talks.ts";
import { until } from "./until.ts";

for (const direction of ["in", "out"] as const) {
  Deno.test(`a call ${direction}: listen hears both and is heard by nobody, whisper by the agent alone, join by both`, async () => {
    await using database = await openTalks();
    const { sql } = database;
    const { siobhan, zofia, callId } = await talk(sql, direction);
    const heardBoth = { [siobhan.identity]: [customerSays, zofiaSays] };
    const params = await supervises(sql, siobhan, callId, "listen");
    assertEquals([params["CallId"], params["Supervise"]], [String(callId), "listen"]);
    await hears(sql, callId, { ...heardBoth, ...asBefore({ zofia }) });
    assertEquals(await pressed(siobhan, callId, "whisper"), done);
    await hears(sql, callId, {
      ...heardBoth,
      [customer]: [zofiaSays],
      [zofia.identity]: [customerSays, siobhanSays],
    });
    assertEquals(await manners(sql, callId), ["whisper"]);
    assertEquals(await pressed(siobhan, callId, "join"), done);
    await hears(sql, callId, {
      ...heardBoth,
      [customer]: [zofiaSays, siobhanSays],
      [zofia.identity]: [customerSays, siobhanSays],
    });
    assertEquals(await pressed(siobhan, callId, "whisper"), done);
    await hears(sql, callId, {
      [customer]: [zofiaSays],
      [zofia.identity]: [customerSays, siobhanSays],
    });
    assertEquals(await pressed(siobhan, callId, "listen"), done);
    await hears(sql, callId, { ...heardBoth, ...asBefore({ zofia }) });
    assertEquals(await pressed(siobhan, callId, "leave"), done);
    await until(async () => (await manners(sql, callId)).length === 0);
    await hears(sql, callId, asBefore({ zofia }));
    assertEquals(await lines(sql, siobhan), [
      "listened_to",
      "whispered_to",
      "joined",
      "whispered_to",
      "listened_to",
      "left",
    ]);
    assertEquals(await pressed(siobhan, callId, "leave"), "409 E-CALL-STATE");
    assertEquals(await pressed(zofia, callId, "end"), done);
    await over(sql, callId);
    await leave(sql, siobhan, zofia);
  });
}

Deno.test("whisper at once: the customer never hears the supervisor", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { siobhan, zofia, callId } = await talk(sql);
  await supervises(sql, siobhan, callId, "whisper");
  await hears(sql, callId, {
    [customer]: [zofiaSays],
    [zofia.identity]: [customerSays, siobhanSays],
    [siobhan.identity]: [customerSays, zofiaSays],
  });
  const asked = await sql<{ kind: string }[]>`
    select kind from private.twilio_request where call_id = ${callId} and kind in ('mute', 'coach') order by id`;
  assertEquals(asked.map(({ kind }) => kind), ["coach", "mute"], "coached before anybody hears it");
  // Whoever hangs up: it is over for all, the supervisor too.
  await control("POST", `/clients/${zofia.client}`, { do: "hangup" });
  await over(sql, callId);
  await until(async () => (await callNow(sql, callId)).ended_by === "agent");
  assertEquals((await lines(sql, siobhan)).at(-1), "left");
  await leave(sql, siobhan, zofia);
});

Deno.test("the customer hangs up: over for all, and ended by them", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { siobhan, zofia, callId } = await talk(sql);
  await supervises(sql, siobhan, callId, "listen");
  await outsideHangsUp(sql, callId);
  await over(sql, callId);
  await until(async () => (await callNow(sql, callId)).ended_by === "other");
  await leave(sql, siobhan, zofia);
});

Deno.test("the supervisor's browser hangs up: the two talk on", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { siobhan, zofia, callId } = await talk(sql);
  await supervises(sql, siobhan, callId, "listen");
  await control("POST", `/clients/${siobhan.client}`, { do: "hangup" });
  await until(async () => (await manners(sql, callId)).length === 0);
  await hears(sql, callId, asBefore({ zofia }));
  assertEquals(await lines(sql, siobhan), ["listened_to", "left"]);
  assertEquals(await pressed(zofia, callId, "end"), done);
  await over(sql, callId);
  await leave(sql, siobhan, zofia);
});

Deno.test("the supervisor ends the call", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { siobhan, zofia, callId } = await talk(sql);
  assertEquals(await pressed(siobhan, callId, "end"), done, "without listening to it first");
  await over(sql, callId);
  assertEquals(await lines(sql, siobhan), ["ended"]);
  await leave(sql, siobhan, zofia);
});

Deno.test("sent on while it is listened to: the supervisor hears the next one, and no longer whispers", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { siobhan, zofia, callId } = await talk(sql);
  const jonas = await person(sql, 1200, { rings: false });
  await supervises(sql, siobhan, callId, "whisper");
  await hears(sql, callId, { [zofia.identity]: [customerSays, siobhanSays] });
  const target = { kind: "seat", agentId: jonas.agentId };
  assertEquals(await pressed(zofia, callId, "transfer", { target }), done);
  await answer(jonas);
  await hears(sql, callId, {
    [customer]: [1200],
    [jonas.identity]: [customerSays],
    [siobhan.identity]: [customerSays, 1200],
  });
  assertEquals(await manners(sql, callId), ["listen"]);
  const [leg] = await sql`
    select supervises::int from public.call_leg where call_id = ${callId} and role = 'supervisor'`;
  assertEquals(leg?.["supervises"], jonas.agentId);
  assertEquals(await pressed(jonas, callId, "end"), done);
  await over(sql, callId);
  await leave(sql, siobhan, zofia, jonas);
});

Deno.test("a supervisor who has joined stays with the customer when the agent leaves, and is no reason to stay", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { siobhan, zofia, callId } = await talk(sql);
  await supervises(sql, siobhan, callId, "join");
  await hears(sql, callId, { [customer]: [zofiaSays, siobhanSays] });
  assertEquals(await pressed(zofia, callId, "leave"), done);
  await hears(sql, callId, { [customer]: [siobhanSays], [siobhan.identity]: [customerSays] });
  assertEquals(await pressed(siobhan, callId, "listen"), "409 E-CALL-STATE");
  assertEquals(await pressed(siobhan, callId, "leave"), done);
  await over(sql, callId);
  await leave(sql, siobhan, zofia);
});

Deno.test("on hold while it is listened to: nobody hears differently", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { siobhan, zofia, callId } = await talk(sql);
  await supervises(sql, siobhan, callId, "listen");
  assertEquals(await pressed(zofia, callId, "hold"), done);
  await hears(sql, callId, { [zofia.identity]: [], [siobhan.identity]: [zofiaSays] });
  assertEquals(await pressed(zofia, callId, "resume"), done);
  await hears(sql, callId, {
    ...asBefore({ zofia }),
    [siobhan.identity]: [customerSays, zofiaSays],
  });
  assertEquals(await pressed(zofia, callId, "end"), done);
  await over(sql, callId);
  await leave(sql, siobhan, zofia);
});

Deno.test("an agent may not supervise; a supervisor does not ring meanwhile, and listens to one call", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { siobhan, zofia, callId } = await talk(sql);
  const jonas = await person(sql, 1200, { rings: false });
  assertEquals(await pressed(jonas, callId, "listen"), "403 E-CALL-OTHER");
  assertEquals(await pressed(zofia, callId, "listen"), "403 E-CALL-OTHER");
  await supervises(sql, siobhan, callId, "listen");
  const target = { kind: "seat", agentId: siobhan.agentId };
  assertEquals(await pressed(zofia, callId, "consult", { target }), "409 E-TARGET");
  const seen = (await callNow(sql, callId)).open_legs.find(({ role }) => role === "supervisor");
  for (const command of ["drop", "hold"]) {
    assertEquals(await pressed(zofia, callId, command, { legId: seen?.id }), "409 E-CALL-STATE");
  }
  const second = await takesCall(sql, await rung(sql, jonas), "+442079460112");
  assertEquals(await pressed(siobhan, second, "listen"), "409 E-OWN-CALL");
  assertEquals(await pressed(jonas, second, "end"), done);
  assertEquals(await pressed(zofia, callId, "end"), done);
  await over(sql, callId);
  await over(sql, second);
  await leave(sql, siobhan, zofia, jonas);
});

/** From now on calls ring that person. */
async function rung(sql: Sql, who: Person): Promise<Person> {
  await sql`update public.agent_phone set rings = true where agent_id = ${who.agentId}`;
  return who;
}

Deno.test("two supervisors at once, one of them joined; and one who is demoted is out", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { siobhan, zofia, callId } = await talk(sql);
  const aoife = await person(sql, 1800, { rings: false, role: "admin" });
  await supervises(sql, siobhan, callId, "listen");
  assertEquals(await pressed(aoife, callId, "join"), done);
  await answer(aoife);
  await hears(sql, callId, {
    [customer]: [zofiaSays, 1800],
    [zofia.identity]: [customerSays, 1800],
    [siobhan.identity]: [customerSays, zofiaSays, 1800],
  });
  await sql`update public.agent set role = 'agent' where id = ${siobhan.agentId}`;
  assertEquals(await pressed(zofia, callId, "hold"), done);
  await until(async () => (await manners(sql, callId)).join() === "join");
  assertEquals(await pressed(zofia, callId, "end"), done);
  await over(sql, callId);
  await leave(sql, siobhan, zofia, aoife);
});
