import { assertEquals } from "@std/assert";
import { ageBeat, beat, hangUp, interruptedBy, livePage, rescue } from "./lost_pages.ts";
import { restFaults } from "./recordings.ts";
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
  ends,
  hears,
  hearsMusic,
  leave,
  openTalks,
  over,
  type Person,
  person,
  pressed,
  toSeat,
} from "./talks.ts";
import { until } from "./until.ts";

// What Twilio refuses, or does without an answer, and pages that are gone, while somebody listens: a word never reaches
// an ear that it is not for, and the screens say who hears whom.

const failed = { outcome: "failed" };
const refused = { do: "refuse", status: 400, code: 20001, times: "all" } as const;
/** It takes effect, and no answer comes: twice, which is as often as it is asked. */
const lost = { do: "lose", times: 2 } as const;

async function supervisorsSid(sql: Sql, callId: number): Promise<string> {
  const [leg] = await sql`
    select call_sid from public.call_leg
    where call_id = ${callId} and role = 'supervisor' order by id desc limit 1`;
  return String(leg?.["call_sid"]);
}

/** Twilio's answers about the supervisor in the conference, while the test lasts; from the n-th on. */
async function answersAboutSupervisor(
  sql: Sql,
  callId: number,
  fault: typeof refused | typeof lost,
  nth = 1,
) {
  const path = `Conferences/*/Participants/${await supervisorsSid(sql, callId)}`;
  return await restFaults({ method: "POST", path, nth, ...fault });
}

const isOut = (sql: Sql, callId: number) =>
  until(async () => (await manners(sql, callId)).length === 0);

const hearsBoth = ({ siobhan }: { siobhan: Person }) => ({
  [siobhan.identity]: [customerSays, zofiaSays],
});

for (const [how, fault] of [["refuses", refused], ["never says that it did", lost]] as const) {
  for (const manner of ["whisper", "join"] as const) {
    Deno.test(`from ${manner} to listen, and Twilio ${how}: out, since nobody knows who hears them`, async () => {
      await using database = await openTalks();
      const { sql } = database;
      const { siobhan, zofia, callId } = await talk(sql);
      await supervises(sql, siobhan, callId, manner);
      await hears(sql, callId, { [zofia.identity]: [customerSays, siobhanSays] });
      {
        await using _faults = await answersAboutSupervisor(sql, callId, fault);
        assertEquals(await pressed(siobhan, callId, "listen"), failed);
        await isOut(sql, callId);
      }
      await hears(sql, callId, asBefore({ zofia }));
      assertEquals((await lines(sql, siobhan)).at(-1), "left");
      await ends(sql, callId, zofia, siobhan);
    });
  }
}

Deno.test("Twilio refuses to mute and to end: it is asked again to end", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { siobhan, zofia, callId } = await talk(sql);
  await supervises(sql, siobhan, callId, "join");
  await hears(sql, callId, { [customer]: [zofiaSays, siobhanSays] });
  const sid = await supervisorsSid(sql, callId);
  {
    await using _faults = await restFaults(
      { method: "POST", path: `Conferences/*/Participants/${sid}`, ...refused },
      { method: "POST", path: `Calls/${sid}`, ...refused, times: 1 },
    );
    assertEquals(await pressed(siobhan, callId, "listen"), failed);
    await isOut(sql, callId);
  }
  await hears(sql, callId, asBefore({ zofia }));
  await ends(sql, callId, zofia, siobhan);
});

for (const manner of ["whisper", "join"] as const) {
  Deno.test(`from listen to ${manner}, and Twilio refuses: listens on, heard by nobody, and a second press works`, async () => {
    await using database = await openTalks();
    const { sql } = database;
    const { siobhan, zofia, callId } = await talk(sql);
    await supervises(sql, siobhan, callId, "listen");
    await hears(sql, callId, hearsBoth({ siobhan }));
    {
      await using _faults = await answersAboutSupervisor(sql, callId, refused);
      assertEquals(await pressed(siobhan, callId, manner), failed);
    }
    assertEquals(await manners(sql, callId), ["listen"]);
    await hears(sql, callId, { ...asBefore({ zofia }), ...hearsBoth({ siobhan }) });
    assertEquals(await pressed(siobhan, callId, manner), done);
    await hears(sql, callId, { [zofia.identity]: [customerSays, siobhanSays] });
    await ends(sql, callId, zofia, siobhan);
  });
}

for (
  const [from, to, nth] of [
    // To whisper it is told first whom to coach.
    ["listen", "whisper", 2],
    ["listen", "join", 1],
    ["whisper", "join", 1],
    ["join", "whisper", 1],
  ] as const
) {
  Deno.test(`from ${from} to ${to}, and Twilio never says that it did: out, since nobody knows who hears them`, async () => {
    await using database = await openTalks();
    const { sql } = database;
    const { siobhan, zofia, callId } = await talk(sql);
    await supervises(sql, siobhan, callId, from);
    await hears(sql, callId, hearsBoth({ siobhan }));
    {
      await using _faults = await answersAboutSupervisor(sql, callId, lost, nth);
      assertEquals(await pressed(siobhan, callId, to), failed);
      await isOut(sql, callId);
    }
    await hears(sql, callId, asBefore({ zofia }));
    await supervises(sql, siobhan, callId, "listen");
    await hears(sql, callId, { ...asBefore({ zofia }), ...hearsBoth({ siobhan }) });
    await ends(sql, callId, zofia, siobhan);
  });
}

Deno.test("the one who is whispered to sends the call on, and Twilio refuses to mute: out before the next one is there", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { siobhan, zofia, callId } = await talk(sql);
  const jonas = await person(sql, 1200, { rings: false });
  await supervises(sql, siobhan, callId, "whisper");
  await hears(sql, callId, { [zofia.identity]: [customerSays, siobhanSays] });
  {
    await using _faults = await answersAboutSupervisor(sql, callId, refused);
    assertEquals(await pressed(zofia, callId, "transfer", toSeat(jonas)), done);
    await isOut(sql, callId);
  }
  await answer(jonas);
  await hears(sql, callId, { [customer]: [1200], [jonas.identity]: [customerSays] });
  await ends(sql, callId, jonas, siobhan, zofia);
});

/** Zofia's page is gone, and Twilio still keeps its line. */
async function crashes(sql: Sql, zofia: Person, callId: number): Promise<void> {
  await beat(zofia, callId);
  await ageBeat(sql, callId, 8);
  await rescue(sql);
}

for (const manner of ["listen", "whisper"] as const) {
  Deno.test(`the agent's page is gone during a ${manner}: music, and nobody hears the supervisor; taken back, as before`, async () => {
    await using database = await openTalks();
    const { sql } = database;
    const { siobhan, zofia, callId } = await talk(sql);
    await supervises(sql, siobhan, callId, manner);
    const agentHears = manner === "whisper" ? [customerSays, siobhanSays] : [customerSays];
    await hears(sql, callId, { ...hearsBoth({ siobhan }), [zofia.identity]: agentHears });
    await crashes(sql, zofia, callId);
    assertEquals(await interruptedBy(sql, callId), zofia.agentId);
    await hearsMusic(sql, callId, customer, [zofiaSays, siobhanSays]);
    await hears(sql, callId, { [siobhan.identity]: [] });
    assertEquals(await manners(sql, callId), ["listen"]);
    assertEquals(await pressed(zofia, callId, "take-back"), done);
    await answer(zofia);
    await using _page = await livePage(zofia, callId);
    await hears(sql, callId, {
      ...hearsBoth({ siobhan }),
      [customer]: [zofiaSays],
      [zofia.identity]: agentHears,
    });
    assertEquals(await manners(sql, callId), [manner]);
    await ends(sql, callId, zofia, siobhan);
  });
}

Deno.test("the agent's page is gone, and a supervisor has joined: the customer talks on with them", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { siobhan, zofia, callId } = await talk(sql);
  await supervises(sql, siobhan, callId, "join");
  await hears(sql, callId, { [customer]: [zofiaSays, siobhanSays] });
  await crashes(sql, zofia, callId);
  await hears(sql, callId, { [customer]: [siobhanSays], [siobhan.identity]: [customerSays] });
  assertEquals(await interruptedBy(sql, callId), null);
  assertEquals(await pressed(siobhan, callId, "leave"), done);
  await over(sql, callId);
  await leave(sql, siobhan, zofia);
});

Deno.test("a supervisor's page is gone: the two talk on, and the line is over once Twilio has noticed", async () => {
  await using database = await openTalks();
  const { sql } = database;
  const { siobhan, zofia, callId } = await talk(sql);
  await supervises(sql, siobhan, callId, "join");
  await hears(sql, callId, { [customer]: [zofiaSays, siobhanSays] });
  await using _page = await livePage(zofia, callId);
  await control("POST", `/clients/${siobhan.client}`, { do: "drop" });
  await hangUp(siobhan);
  await isOut(sql, callId);
  await hears(sql, callId, asBefore({ zofia }));
  assertEquals(await interruptedBy(sql, callId), null);
  assertEquals((await callNow(sql, callId)).status, "in-progress");
  assertEquals((await lines(sql, siobhan)).at(-1), "left");
  // They come back on a new page.
  await control("POST", `/clients/${siobhan.client}`, { do: "register" });
  await supervises(sql, siobhan, callId, "listen");
  await hears(sql, callId, { ...asBefore({ zofia }), ...hearsBoth({ siobhan }) });
  await ends(sql, callId, zofia, siobhan);
});
