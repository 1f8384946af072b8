import { assertEquals, assertNotEquals } from "@std/assert";
import { control } from "./simulator.ts";
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
  person,
  placesCall,
  pressed,
  takesCall,
  telephone,
  toSeat,
} from "./talks.ts";
import { until } from "./until.ts";

const customer = "+442079460101";
const third = "+442079460102";

const number = (to: string) => ({ target: { kind: "number", to } });

for (const direction of ["in", "out"] as const) {
  Deno.test(`a call ${direction}: on hold they hear music and nobody hears them; resumed, both talk on`, async () => {
    await using database = await openTalks();
    const { sql } = database;
    const priya = await person(sql, 900);
    const callId = await (direction === "in" ? takesCall : placesCall)(sql, priya, customer);
    await hears(sql, callId, { [customer]: [900], [priya.identity]: [500] });
    assertEquals(await pressed(priya, callId, "hold"), done);
    assertNotEquals(
      (await callNow(sql, callId)).open_legs.find(({ role }) => role !== "seat")?.held_since,
      null,
    );
    await hearsMusic(sql, callId, customer, [900]);
    await hears(sql, callId, { [priya.identity]: [] });
    assertEquals(await pressed(priya, callId, "resume"), done);
    await hears(sql, callId, { [customer]: [900], [priya.identity]: [500] });
    await ends(sql, callId, priya);
    assertEquals((await callNow(sql, callId)).ended_by, "agent");
  });
}

Deno.test("whoever hangs up on hold ends the call for both", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900);
  const callId = await placesCall(sql, priya, customer);
  assertEquals(await pressed(priya, callId, "hold"), done);
  await outsideHangsUp(sql, callId);
  await over(sql, callId);
  // Twilio's own moments may follow.
  await until(async () => (await callNow(sql, callId)).ended_by === "other");
  await leave(sql, priya);
});

Deno.test("sent on to a colleague who answers: the two talk, and whoever sent it is free", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900);
  const jonas = await person(sql, 1200, { rings: false });
  const callId = await takesCall(sql, priya, customer);
  assertEquals(
    await pressed(priya, callId, "transfer", { ...toSeat(jonas), word: "refund, in a hurry" }),
    done,
  );
  await hearsMusic(sql, callId, customer, [900]);
  const rung = (await callNow(sql, callId)).open_legs.find(({ purpose }) => purpose === "transfer");
  assertEquals([rung?.word, rung?.asked_by], ["refund, in a hurry", priya.agentId]);
  const params = await answer(jonas);
  assertEquals([params["CallId"], params["Other"]], [String(callId), customer]);
  await hears(sql, callId, { [customer]: [1200], [jonas.identity]: [500] });
  assertEquals(await partOf(sql, callId, priya), "handed-over");
  assertEquals(await pressed(priya, callId, "end"), "403 E-CALL-OTHER");
  await ends(sql, callId, jonas, priya);
  assertEquals(await partOf(sql, callId, jonas), "took");
});

Deno.test("sent on to somebody who declines: it comes back to whoever sent it", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900);
  const jonas = await person(sql, 1200, { rings: false });
  const callId = await takesCall(sql, priya, customer);
  assertEquals(await pressed(priya, callId, "transfer", toSeat(jonas)), done);
  await until(() => isRung(jonas));
  await control("POST", `/clients/${jonas.client}`, { do: "reject" });
  await answer(priya);
  await hears(sql, callId, { [customer]: [900], [priya.identity]: [500] });
  const { notice } = await callNow(sql, callId);
  assertEquals([notice?.kind, notice?.agent_id], ["not-reached", jonas.agentId]);
  await ends(sql, callId, priya, jonas);
});

Deno.test("taken back while it rings", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900);
  const jonas = await person(sql, 1200, { rings: false });
  const callId = await takesCall(sql, priya, customer);
  assertEquals(await pressed(priya, callId, "transfer", toSeat(jonas)), done);
  await until(() => isRung(jonas));
  assertEquals(await pressed(priya, callId, "cancel"), done);
  await answer(priya);
  await hears(sql, callId, { [customer]: [900], [priya.identity]: [500] });
  assertEquals(await partOf(sql, callId, jonas), "elsewhere");
  await ends(sql, callId, priya, jonas);
});

Deno.test("sent on, and nobody is left to take it: the caller hears a sentence, and the call ends", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900);
  const jonas = await person(sql, 1200, { rings: false });
  const callId = await takesCall(sql, priya, customer);
  assertEquals(await pressed(priya, callId, "transfer", toSeat(jonas)), done);
  await until(() => isRung(jonas));
  await leave(sql, priya);
  await control("POST", `/clients/${jonas.client}`, { do: "reject" });
  await over(sql, callId);
  await leave(sql, jonas);
});

Deno.test("talked to first: privately, swapped, and handed over", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900);
  const jonas = await person(sql, 1200, { rings: false });
  const callId = await placesCall(sql, priya, customer);
  assertEquals(await pressed(priya, callId, "hand-over"), "409 E-CALL-STATE");
  assertEquals(await pressed(priya, callId, "consult", toSeat(jonas)), done);
  assertEquals(await pressed(priya, callId, "hand-over"), "409 E-CALL-STATE");
  assertEquals(await pressed(priya, callId, "consult", toSeat(jonas)), "409 E-CALL-STATE");
  await answer(jonas);
  await hears(sql, callId, { [priya.identity]: [1200], [jonas.identity]: [900] });
  await hearsMusic(sql, callId, customer, [900, 1200]);
  assertEquals(await pressed(jonas, callId, "hand-over"), "409 E-CALL-STATE");
  for (const command of ["swap", "hold", "resume"]) {
    assertEquals(await pressed(jonas, callId, command), "409 E-CALL-STATE");
  }
  assertEquals(await pressed(jonas, callId, "add", number(third)), "409 E-CALL-STATE");
  assertEquals(await pressed(priya, callId, "swap"), done);
  await hears(sql, callId, { [priya.identity]: [500], [customer]: [900] });
  await hearsMusic(sql, callId, jonas.identity, [900, 500]);
  assertEquals(await pressed(priya, callId, "hand-over"), done);
  await hears(sql, callId, { [customer]: [1200], [jonas.identity]: [500] });
  assertEquals(await partOf(sql, callId, priya), "handed-over");
  await ends(sql, callId, jonas, priya);
});

Deno.test("talked to first, and canceled: back with the one who waited", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900);
  const jonas = await person(sql, 1200, { rings: false });
  const callId = await takesCall(sql, priya, customer);
  assertEquals(await pressed(priya, callId, "consult", toSeat(jonas)), done);
  await answer(jonas);
  await hears(sql, callId, { [priya.identity]: [1200] });
  assertEquals(await pressed(priya, callId, "cancel"), done);
  await hears(sql, callId, { [customer]: [900], [priya.identity]: [500] });
  assertEquals((await callNow(sql, callId)).notice, null);
  // The target hangs up by itself: that is told.
  assertEquals(await pressed(priya, callId, "consult", toSeat(jonas)), done);
  await answer(jonas);
  await hears(sql, callId, { [priya.identity]: [1200] });
  await control("POST", `/clients/${jonas.client}`, { do: "hangup" });
  await hears(sql, callId, { [customer]: [900], [priya.identity]: [500] });
  assertEquals((await callNow(sql, callId)).notice?.kind, "target-left");
  // Or by our server, as a page does that does not know yet what it is in.
  assertEquals(await pressed(priya, callId, "consult", toSeat(jonas)), done);
  await answer(jonas);
  await hears(sql, callId, { [priya.identity]: [1200] });
  assertEquals(await pressed(jonas, callId, "end"), done);
  await hears(sql, callId, { [customer]: [900], [priya.identity]: [500] });
  await ends(sql, callId, priya, jonas);
});

Deno.test("a third one is added, held alone, dropped, and left with the other; then it ends for everyone", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900);
  await telephone(third, 700);
  const callId = await takesCall(sql, priya, customer);
  assertEquals(await pressed(priya, callId, "add", number("0900 1234567")), "422 E-DEST-PREMIUM");
  assertEquals(await pressed(priya, callId, "add", number(third)), done);
  await hears(sql, callId, {
    [customer]: [700, 900],
    [third]: [500, 900],
    [priya.identity]: [500, 700],
  });
  const legOf = async (address: string) =>
    (await callNow(sql, callId)).open_legs.find((leg) => leg.address === address)?.id;
  assertEquals(await pressed(priya, callId, "hold", { legId: await legOf(customer) }), done);
  await hears(sql, callId, { [third]: [900], [priya.identity]: [700] });
  assertEquals(await pressed(priya, callId, "resume", { legId: await legOf(customer) }), done);
  await hears(sql, callId, { [third]: [500, 900] });
  assertEquals(await pressed(priya, callId, "drop", { legId: await legOf(third) }), done);
  await hears(sql, callId, { [customer]: [900], [priya.identity]: [500] });
  assertEquals(await pressed(priya, callId, "drop", { legId: 1 }), "409 E-CALL-STATE");
  assertEquals(await pressed(priya, callId, "add", number(third)), done);
  await hears(sql, callId, { [customer]: [700, 900] });
  assertEquals(await pressed(priya, callId, "leave"), done);
  await hears(sql, callId, { [customer]: [700], [third]: [500] });
  assertEquals((await callNow(sql, callId)).status, "in-progress");
  await outsideHangsUp(sql, callId);
  await over(sql, callId);
  await leave(sql, priya);
});

Deno.test("each press twice is one, and two at once are both done", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900);
  const callId = await takesCall(sql, priya, customer);
  const id = crypto.randomUUID();
  const twice = await Promise.all([
    pressed(priya, callId, "hold", {}, id),
    pressed(priya, callId, "hold", {}, id),
  ]);
  assertEquals(twice.some((one) => JSON.stringify(one) === JSON.stringify(done)), true);
  assertEquals(await pressed(priya, callId, "hold", {}, id), done);
  assertEquals(
    await Promise.all([pressed(priya, callId, "resume"), pressed(priya, callId, "resume")]),
    [done, done],
  );
  await hears(sql, callId, { [customer]: [900], [priya.identity]: [500] });
  const [requests] = await sql`
    select count(*)::int as count from private.twilio_request where call_id = ${callId} and kind = 'hold'`;
  assertEquals(requests?.["count"], 2);
  await ends(sql, callId, priya);
});

Deno.test("sent to a line: its people ring on the caller's own leg, and the talk can be held again", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900, { rings: false });
  const callId = await placesCall(sql, priya, customer);
  const target = { target: { kind: "line", number: line } };
  assertEquals(await pressed(priya, callId, "transfer", target), "409 E-TARGET");
  const jonas = await person(sql, 1200);
  assertEquals(await pressed(priya, callId, "consult", target), "409 E-CALL-STATE");
  assertEquals(await pressed(priya, callId, "transfer", target), done);
  await answer(jonas);
  await hears(sql, callId, { [customer]: [1200], [jonas.identity]: [500] });
  assertEquals(await partOf(sql, callId, priya), "handed-over");
  assertEquals(await pressed(priya, callId, "end"), "403 E-CALL-OTHER");
  assertEquals(await pressed(jonas, callId, "hold"), done);
  await hearsMusic(sql, callId, customer, [1200]);
  assertEquals(await pressed(jonas, callId, "resume"), done);
  await hears(sql, callId, { [customer]: [1200], [jonas.identity]: [500] });
  await ends(sql, callId, jonas, priya);
});

Deno.test("sent to a line where nobody answers: it comes back, on hold until it is taken", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const priya = await person(sql, 900, { rings: false });
  const jonas = await person(sql, 1200);
  const callId = await placesCall(sql, priya, customer);
  const target = { target: { kind: "line", number: line } };
  assertEquals(await pressed(priya, callId, "transfer", target), done);
  await until(() => isRung(jonas));
  await control("POST", `/clients/${jonas.client}`, { do: "reject" });
  await answer(priya);
  await hears(sql, callId, { [customer]: [900], [priya.identity]: [500] });
  assertEquals((await callNow(sql, callId)).notice?.kind, "not-reached");
  await ends(sql, callId, priya, jonas);
});
