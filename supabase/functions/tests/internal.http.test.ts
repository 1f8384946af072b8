import { assertEquals } from "@std/assert";
import { control } from "./simulator.ts";
import { refusal, type Sql } from "./stack.ts";
import {
  answer,
  callNow,
  callsColleague,
  connects,
  done,
  hears,
  hearsMusic,
  isRung,
  leave,
  openTalks,
  orders,
  over,
  type Person,
  person,
  pressed,
  toSeat,
} from "./talks.ts";
import { until } from "./until.ts";

const to = ({ identity }: Person) => `client:${identity}`;

/** The last call that the person placed, once it is over: its status, who ended it, and each one's part. */
async function ended(sql: Sql, { agentId }: Person) {
  const call = await until(async () => {
    const [row] = await sql`
      select id, status, ended_by, ended_at is not null and not assumed as is_over from public.call
      where agent_id = ${agentId} order by id desc limit 1`;
    return row?.["is_over"] ? row : null;
  });
  const parts = await sql`
    select joined_by || ' ' || outcome as part from public.call_participant
    where call_id = ${call["id"]} order by joined_by`;
  return [call["status"], call["ended_by"], ...parts.map(({ part }) => part)];
}

Deno.test("a colleague's browser rings with who calls, both hear each other, and whoever hangs up is known", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const [priya, aoife] = [await person(sql, 900), await person(sql, 700)];
  for (const hangsUp of [priya, aoife]) {
    await connects(priya, await orders(priya, to(aoife)));
    const callId = Number((await answer(aoife))["CallId"]);
    await hears(sql, callId, { [priya.identity]: [700], [aoife.identity]: [900] });
    const [leg] = await sql`
      select call_sid from public.call_leg where call_id = ${callId} and agent_id = ${aoife.agentId}`;
    assertEquals((await control("GET", `/calls/${leg?.["call_sid"]}`))["from"], to(priya));
    await until(async () => (await callNow(sql, callId)).status === "in-progress");
    assertEquals(await pressed(hangsUp, callId, "end"), done);
    const by = hangsUp === priya ? "agent" : "other";
    assertEquals(await ended(sql, priya), ["completed", by, "order took", "ring took"]);
  }
  await leave(sql, priya, aoife);
});

Deno.test("who declines, and who is given up on, has missed the call", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const [priya, aoife] = [await person(sql, 900), await person(sql, 700)];
  await connects(priya, await orders(priya, to(aoife)));
  await until(() => isRung(aoife));
  await control("POST", `/clients/${aoife.client}`, { do: "reject" });
  assertEquals(await ended(sql, priya), ["no-answer", null, "order left", "ring missed"]);

  await connects(priya, await orders(priya, to(aoife)));
  await until(() => isRung(aoife));
  await control("POST", `/clients/${priya.client}`, { do: "hangup" });
  assertEquals(await ended(sql, priya), ["canceled", "agent", "order left", "ring missed"]);
  assertEquals(await isRung(aoife), false);
  await leave(sql, priya, aoife);
});

Deno.test("a colleague who is on a call sees one more as a second one; whoever is not there is not called at all", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const [priya, aoife, jonas] = [
    await person(sql, 900),
    await person(sql, 700),
    await person(sql, 800),
  ];
  const callId = await callsColleague(sql, priya, aoife);
  await connects(jonas, await orders(jonas, to(aoife)));
  await until(() => isRung(aoife));
  await control("POST", `/clients/${jonas.client}`, { do: "hangup" });
  await until(async () => !await isRung(aoife));
  assertEquals(await refusal(await orders(aoife, to(jonas))), "409 E-CALL-LIVE");
  assertEquals(await pressed(priya, callId, "end"), done);
  await over(sql, callId);
  await leave(sql, aoife);
  assertEquals(await refusal(await orders(jonas, to(aoife))), "409 E-TARGET");
  await leave(sql, priya, jonas);
});

Deno.test("either puts the other on hold, and takes them back", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const [priya, aoife] = [await person(sql, 900), await person(sql, 700)];
  const callId = await callsColleague(sql, priya, aoife);
  for (const [holds, waits] of [[priya, aoife], [aoife, priya]] as const) {
    assertEquals(await pressed(holds, callId, "hold"), done);
    await hearsMusic(sql, callId, waits.identity, [900, 700]);
    await hears(sql, callId, { [holds.identity]: [] });
    assertEquals(await pressed(holds, callId, "resume"), done);
    await hears(sql, callId, { [priya.identity]: [700], [aoife.identity]: [900] });
  }
  await control("POST", `/clients/${aoife.client}`, { do: "hangup" });
  assertEquals(await ended(sql, priya), ["completed", "other", "order took", "ring took"]);
  await leave(sql, priya, aoife);
});

Deno.test("a colleague is sent on to another, and comes back when nobody answers there", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const [priya, aoife, jonas] = [
    await person(sql, 900),
    await person(sql, 700),
    await person(sql, 800),
  ];
  const callId = await callsColleague(sql, priya, aoife);
  assertEquals(await pressed(priya, callId, "transfer", toSeat(jonas)), done);
  await until(() => isRung(jonas));
  await hearsMusic(sql, callId, aoife.identity, [900, 800, 700]);
  await control("POST", `/clients/${jonas.client}`, { do: "reject" });
  await answer(priya);
  await hears(sql, callId, { [priya.identity]: [700], [aoife.identity]: [900] });

  assertEquals(await pressed(priya, callId, "transfer", toSeat(jonas)), done);
  await answer(jonas);
  await hears(sql, callId, { [aoife.identity]: [800], [jonas.identity]: [700] });
  await control("POST", `/clients/${jonas.client}`, { do: "hangup" });
  await over(sql, callId);
  await leave(sql, priya, aoife, jonas);
});

Deno.test("a colleague is handed over to one who was asked first", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const [priya, aoife, jonas] = [
    await person(sql, 900),
    await person(sql, 700),
    await person(sql, 800),
  ];
  const callId = await callsColleague(sql, priya, aoife);
  assertEquals(await pressed(aoife, callId, "consult", toSeat(jonas)), done);
  await answer(jonas);
  await hears(sql, callId, { [aoife.identity]: [800], [jonas.identity]: [700] });
  assertEquals(await pressed(aoife, callId, "hand-over"), done);
  await hears(sql, callId, { [priya.identity]: [800], [jonas.identity]: [900] });
  await control("POST", `/clients/${priya.client}`, { do: "hangup" });
  await over(sql, callId);
  await leave(sql, priya, aoife, jonas);
});
