import { assertEquals } from "@std/assert";
import {
  atTwilio,
  mediaAre,
  recordingIs,
  recordings,
  restFaults,
  shows,
  told,
} from "./recordings.ts";
import { asJob, openDatabase, type Sql } from "./stack.ts";
import {
  callNow,
  done,
  ends,
  hears,
  person,
  placesCall,
  pressed,
  takesCall,
  telephone,
} from "./talks.ts";
import { until } from "./until.ts";

const failed = { outcome: "failed" };
const customer = "+442079460121";
const third = "+442079460122";

const isKept = (sql: Sql, callId: number) =>
  until(async () => {
    const [call] = await sql`select is_recorded from public.call where id = ${callId}`;
    return call?.["is_recorded"] === true;
  });

/** Has the reconciler run, as its job does. */
async function reconciled(sql: Sql): Promise<void> {
  assertEquals((await asJob(sql, "reconcile", 1)).status, 204);
}

for (const direction of ["in", "out"] as const) {
  Deno.test(`a call ${direction}, recorded on demand: they are told first, and nothing is recorded on hold`, async () => {
    await using database = openDatabase();
    const { sql } = database;
    await using _policy = await recordingIs(sql, "on-demand");
    const priya = await person(sql, 900);
    const callId = await (direction === "in" ? takesCall : placesCall)(sql, priya, customer);
    await shows(sql, callId, null);
    assertEquals(await pressed(priya, callId, "record"), done);
    await shows(sql, callId, "on");
    const [order] = await sql`
      select k.heard_at <= r.started_at as told_first, r.started_at - k.asked_at > interval '0.5 s' as waited
      from private.recording as r join private.consent as k using (call_id) where r.call_id = ${callId}`;
    assertEquals([order?.["told_first"], order?.["waited"]], [true, true]);
    const role = direction === "in" ? "caller" : "callee";
    assertEquals(await told(sql, callId), [{ leg: role, way: "announcement", heard: true }]);
    const [one, ...others] = await recordings(sql, callId);
    assertEquals([one?.status, one?.leg, one?.by, others], ["running", role, priya.agentId, []]);
    assertEquals(await atTwilio(one!.sid), { status: "in-progress", channels: 2 });
    assertEquals(await pressed(priya, callId, "record"), "409 E-CALL-STATE");

    assertEquals(await pressed(priya, callId, "hold"), done);
    await shows(sql, callId, "paused");
    assertEquals((await atTwilio(one!.sid))?.status, "paused");
    assertEquals(await pressed(priya, callId, "resume"), done);
    await shows(sql, callId, "on");
    assertEquals((await atTwilio(one!.sid))?.status, "in-progress");

    await hears(sql, callId, { [customer]: [900], [priya.identity]: [500] });
    await ends(sql, callId, priya);
    await shows(sql, callId, null);
    await isKept(sql, callId);
    const [kept] = await sql`
      select count(*)::int as events, bool_or(payload ? 'RecordingUrl') as with_url
      from public.call_event where call_id = ${callId} and source = 'recording'`;
    assertEquals([kept?.["events"], kept?.["with_url"]], [2, false]);
  });
}

Deno.test("a pause goes on by itself after two minutes, unless it stays; a hold does not end it", async () => {
  await using database = openDatabase();
  const { sql } = database;
  await using _policy = await recordingIs(sql, "on-demand");
  const priya = await person(sql, 900);
  const callId = await takesCall(sql, priya, customer);
  assertEquals(await pressed(priya, callId, "pause-recording"), "409 E-CALL-STATE");
  assertEquals(await pressed(priya, callId, "record"), done);
  await shows(sql, callId, "on");
  assertEquals(await pressed(priya, callId, "pause-recording"), done);
  await shows(sql, callId, "paused");
  const due = async (seconds: number) =>
    (await sql`select private.recording_is_due(${callId}, now() + make_interval(secs => ${seconds})) as due`)[
      0
    ]
      ?.["due"];
  assertEquals([await due(118), await due(121)], [false, true]);
  await sql`update private.recording_wish set resumes_at = now() where call_id = ${callId}`;
  await reconciled(sql);
  await shows(sql, callId, "on");

  assertEquals(await pressed(priya, callId, "pause-recording", { stays: true }), done);
  await shows(sql, callId, "paused");
  assertEquals(await due(100_000), false);
  assertEquals(await pressed(priya, callId, "hold"), done);
  assertEquals(await pressed(priya, callId, "resume"), done);
  await shows(sql, callId, "paused");
  assertEquals(await pressed(priya, callId, "resume-recording"), done);
  await shows(sql, callId, "on");
  assertEquals((await recordings(sql, callId)).length, 1);
  await ends(sql, callId, priya);
});

Deno.test("whoever joins later is told, too, and until then nothing is recorded", async () => {
  await using database = openDatabase();
  const { sql } = database;
  await using _policy = await recordingIs(sql, "on-demand");
  const priya = await person(sql, 900);
  await telephone(third, 700);
  const callId = await takesCall(sql, priya, customer);
  assertEquals(await pressed(priya, callId, "record"), done);
  await shows(sql, callId, "on");
  const number = { target: { kind: "number", to: third } };
  assertEquals(await pressed(priya, callId, "add", number), done);
  await shows(sql, callId, "announcing");
  await shows(sql, callId, "on");
  assertEquals(await told(sql, callId), [
    { leg: "caller", way: "announcement", heard: true },
    { leg: "outside", way: "announcement", heard: true },
  ]);
  // The first one leaves: the other one's line is recorded from then on.
  const [leg] =
    await sql`select id::int from public.call_leg where call_id = ${callId} and role = 'caller'`;
  assertEquals(await pressed(priya, callId, "drop", { legId: leg?.["id"] }), done);
  await until(async () => (await recordings(sql, callId)).length === 2);
  await shows(sql, callId, "on");
  assertEquals((await recordings(sql, callId)).map(({ leg }) => leg), ["caller", "outside"]);
  await ends(sql, callId, priya);
});

Deno.test("always: a caller is told before it rings, and the plain call is recorded; also after an upgrade", async () => {
  await using database = openDatabase();
  const { sql } = database;
  await using _policy = await recordingIs(sql, "always");
  const priya = await person(sql, 900);
  const callId = await takesCall(sql, priya, customer);
  await shows(sql, callId, "on");
  assertEquals((await callNow(sql, callId)).wiring, "plain");
  assertEquals(await told(sql, callId), [{ leg: "caller", way: "greeting", heard: true }]);
  assertEquals(await pressed(priya, callId, "hold"), done);
  await shows(sql, callId, "paused");
  assertEquals(await pressed(priya, callId, "resume"), done);
  await shows(sql, callId, "on");
  assertEquals((await recordings(sql, callId)).map(({ by }) => by).includes(priya.agentId), false);
  await ends(sql, callId, priya);
  await isKept(sql, callId);
});

Deno.test("always: whoever is called is told as they pick up, and only then it is recorded", async () => {
  await using database = openDatabase();
  const { sql } = database;
  await using _policy = await recordingIs(sql, "always");
  const priya = await person(sql, 900);
  const callId = await placesCall(sql, priya, customer);
  await shows(sql, callId, "on");
  assertEquals(await told(sql, callId), [{ leg: "callee", way: "whisper", heard: true }]);
  const [order] = await sql`
    select k.heard_at <= r.started_at as told_first
    from private.recording as r join private.consent as k using (call_id) where r.call_id = ${callId}`;
  assertEquals(order?.["told_first"], true);
  await hears(sql, callId, { [customer]: [900], [priya.identity]: [500] });
  await ends(sql, callId, priya);
});

Deno.test("nothing is recorded where the policy or the line says so, nor while media are open to everybody", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const priya = await person(sql, 900);
  const callId = await takesCall(sql, priya, customer);
  assertEquals(await pressed(priya, callId, "record"), "409 E-CALL-STATE");
  {
    await using _policy = await recordingIs(sql, "always");
    await sql`update public.workspace_twilio_number as n set recording = 'off' from public.call as c
      where c.id = ${callId} and n.id = c.number_id`;
    assertEquals(await pressed(priya, callId, "record"), "409 E-CALL-STATE");
    await sql`update public.workspace_twilio_number set recording = null where workspace_id = 1`;
    await mediaAre(sql, "recordings-open");
    assertEquals(await pressed(priya, callId, "record"), "409 E-MEDIA-OPEN");
    await mediaAre(sql, "recordings-protected");
  }
  assertEquals((await callNow(sql, callId)).wiring, "plain");
  await ends(sql, callId, priya);
});

Deno.test("Twilio does not record: it is off, and the phone says so; pressed again it works", async () => {
  await using database = openDatabase();
  const { sql } = database;
  await using _policy = await recordingIs(sql, "on-demand");
  const priya = await person(sql, 900);
  const callId = await takesCall(sql, priya, customer);
  {
    await using _faults = await restFaults({
      method: "POST",
      path: "Calls/*/Recordings",
      status: 400,
      code: 21220,
    });
    await pressed(priya, callId, "record");
    await until(async () => (await callNow(sql, callId)).notice?.kind === "recording-failed", 600);
    await shows(sql, callId, null);
  }
  assertEquals(await pressed(priya, callId, "record"), done);
  await shows(sql, callId, "on");
  // Told once is enough.
  const [asked] = await sql`
    select count(*)::int as count from private.twilio_request where call_id = ${callId} and kind = 'announce'`;
  assertEquals(asked?.["count"], 1);
  await ends(sql, callId, priya);
});

Deno.test("a start whose answer is lost is one recording; a pause that fails says that it goes on", async () => {
  await using database = openDatabase();
  const { sql } = database;
  await using _policy = await recordingIs(sql, "on-demand");
  const priya = await person(sql, 900);
  const callId = await takesCall(sql, priya, customer);
  {
    await using _faults = await restFaults({
      method: "POST",
      path: "Calls/*/Recordings",
      do: "lose",
    });
    await pressed(priya, callId, "record");
    await shows(sql, callId, "on");
  }
  assertEquals((await recordings(sql, callId)).length, 1);
  {
    await using _faults = await restFaults({
      method: "POST",
      path: "Calls/*/Recordings/*",
      status: 400,
      code: 20001,
    });
    assertEquals(await pressed(priya, callId, "pause-recording"), failed);
    assertEquals((await callNow(sql, callId)).notice?.kind, "pause-failed");
    await shows(sql, callId, "on");
  }
  assertEquals(await pressed(priya, callId, "pause-recording"), done);
  await shows(sql, callId, "paused");
  await ends(sql, callId, priya);
});

Deno.test("whoever cannot be told is not recorded", async () => {
  await using database = openDatabase();
  const { sql } = database;
  await using _policy = await recordingIs(sql, "on-demand");
  const priya = await person(sql, 900);
  const callId = await takesCall(sql, priya, customer);
  {
    await using _faults = await restFaults({
      method: "POST",
      path: "Conferences/*/Participants/*",
      status: 400,
      code: 20001,
      times: "all",
    });
    assertEquals(await pressed(priya, callId, "record"), failed);
    await shows(sql, callId, null);
    assertEquals((await callNow(sql, callId)).notice?.kind, "recording-failed");
  }
  assertEquals(await recordings(sql, callId), []);
  await hears(sql, callId, { [customer]: [900], [priya.identity]: [500] });
  await ends(sql, callId, priya);
});
