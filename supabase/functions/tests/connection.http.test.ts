import { assertEquals, assertMatch } from "@std/assert";
import {
  createSeat,
  createWorkspace,
  goOnline,
  randomNumber,
  randomSid,
  type Seat,
} from "./people.ts";
import { openDatabase, postAs, publicUrl, refusal, type Sql, stack } from "./stack.ts";
import { changeAccount, createTwilioAccount, planFault } from "./twilio_account.ts";

/** A workspace of the first day: an admin, and nothing of Twilio's. */
async function createNewWorkspace(sql: Sql) {
  const [row] = await sql<[{ id: string }]>`
    insert into public.workspace (name, country) values ('New', 'GB') returning id`;
  const workspaceId = Number(row.id);
  // The number that the seat needs at first is taken away again.
  const number = randomNumber();
  await sql`insert into public.workspace_twilio_number (workspace_id, twilio_number)
    values (${workspaceId}, ${number})`;
  const admin = await createSeat(sql, { workspaceId, number });
  await sql`delete from public.workspace_twilio_number where workspace_id = ${workspaceId}`;
  await sql`update public.agent set role = 'admin' where id = ${admin.agentId}`;
  return admin;
}

const step = (
  { userToken, workspaceId }: Seat,
  action: string,
  more: Record<string, string> = {},
) => postAs(userToken, "connection", { action, workspaceId, ...more });

async function take(seat: Seat, action: string, more: Record<string, string> = {}) {
  const response = await step(seat, action, more);
  const body = await response.json();
  assertEquals([response.status, body.error?.code], [200, undefined]);
  return body;
}

const everyStep = [
  ["state", {}],
  ["account", {}],
  ["check", { accountSid: randomSid("AC"), authToken: "x" }],
  ["key", {}],
  ["app", {}],
  ["numbers", {}],
  ["bring-in", { numberSid: `PN${"1".repeat(32)}` }],
  ["release", { numberSid: `PN${"1".repeat(32)}` }],
  ["disconnect", {}],
  ["rotate-key", { keySid: `SK${"1".repeat(32)}` }],
  ["rotation", {}],
  ["next-token", { authToken: "x" }],
  ["promote-token", {}],
  ["remove-token", {}],
  ["forget", {}],
] as const;

Deno.test("agents, outsiders and nobody are refused at every step", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const [own, other] = [await createWorkspace(sql), await createWorkspace(sql)];
  const agent = await createSeat(sql, { workspaceId: own.id, number: own.number });
  const stranger = await createSeat(sql, { workspaceId: other.id, number: other.number });
  await sql`update public.agent set role = 'admin' where id = ${stranger.agentId}`;
  for (const [action, more] of everyStep) {
    assertEquals(await refusal(await step(agent, action, more)), "403 E-ADMIN");
    const foreign = { ...stranger, workspaceId: own.id };
    assertEquals(await refusal(await step(foreign, action, more)), "403 E-SEAT");
    const response = await postAs(null, "connection", { action, workspaceId: own.id, ...more });
    assertEquals(await refusal(response), "401 E-AUTH-SIGNIN");
  }
});

Deno.test("an account is connected step by step, twice without doubles, and disconnected", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const admin = await createNewWorkspace(sql);
  const twilio = await createTwilioAccount();
  const { accountSid, authToken } = twilio;
  const [before] = await twilio.numbers();
  const answers: unknown[] = [];
  const save = async () => {
    const check = await take(admin, "check", { accountSid, authToken });
    const key = await take(admin, "key");
    const app = await take(admin, "app");
    const { numbers } = await take(admin, "numbers");
    const moved = await take(admin, "bring-in", { numberSid: before!.sid });
    answers.push(check, key, app, numbers, moved);
    return { check, key, app, numbers, moved };
  };

  const first = await save();
  assertEquals(first.check, {
    sid: accountSid,
    name: "New customer",
    isTrial: false,
    isSubaccount: false,
  });
  assertEquals([first.key.made, first.app.made, first.moved.moved], [true, true, true]);
  assertEquals(first.app.name, `Softphone-${admin.workspaceId}`);
  assertEquals(
    first.numbers.map(({ answeredBy: { kind, name } }: {
      answeredBy: { kind: string; name: string };
    }) => `${kind} ${name}`),
    ["url old.example.com", "url old.example.com"],
  );

  const second = await save();
  assertEquals([second.key.made, second.app.made, second.moved.moved], [false, false, false]);
  assertEquals([(await twilio.keys()).length, (await twilio.apps()).length], [1, 1]);
  assertEquals((await twilio.apps())[0]?.["voice_url"], `${publicUrl}/inbound`);
  const [here] = await twilio.numbers();
  assertEquals(here?.voice_application_sid, first.app.appSid);
  assertEquals(here?.status_callback, `${publicUrl}/status`);
  answers.push(await take(admin, "state"), await take(admin, "account"));

  const rows = await sql`
    select n.twilio_number, p.agent_id from public.workspace_twilio_number as n
    join public.agent_phone as p on p.phone_number = n.twilio_number
    where n.workspace_id = ${admin.workspaceId}`;
  assertEquals(rows.map((row) => [row["twilio_number"], Number(row["agent_id"])]), [
    [before!.phone_number, admin.agentId],
  ]);

  const ended = await take(admin, "disconnect");
  answers.push(ended);
  assertEquals(ended, {
    numbers: [{ number: before!.phone_number, outcome: "restored" }],
    app: "deleted",
    recordings: 0,
  });
  assertEquals(await twilio.numbers().then(([now]) => now), before);
  assertEquals([await twilio.keys(), await twilio.apps()], [[], []]);
  assertEquals(await take(admin, "state"), {
    accountSid: null,
    hasToken: false,
    otherToken: null,
    appSid: null,
    keySid: null,
    recordings: 0,
    retiring: [],
    dialers: 0,
    moved: 0,
    numbers: [],
  });
  assertEquals(JSON.stringify(answers).includes(authToken), false);

  const log = await sql`select action, detail from public.audit_log
    where workspace_id = ${admin.workspaceId} and agent_id is not null order by id`;
  assertEquals(JSON.stringify(log).includes(authToken), false);
  assertEquals(log[0]?.["action"], "account.connected");
  assertEquals(log.at(-1)?.["action"], "account.disconnected");
});

Deno.test("a key that an interrupted Save left is deleted and made anew", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const admin = await createNewWorkspace(sql);
  const twilio = await createTwilioAccount();
  await take(admin, "check", { accountSid: twilio.accountSid, authToken: twilio.authToken });
  const left = await take(admin, "key");
  await sql`update public.workspace set twilio_api_key_sid = null where id = ${admin.workspaceId}`;
  const again = await take(admin, "key");
  assertEquals([again.made, again.deleted], [true, 1]);
  assertEquals((await twilio.keys()).map(({ sid }) => sid), [again.keySid]);
  assertEquals(again.keySid === left.keySid, false);
});

Deno.test("a rotated key lives on until the dialer that is online has moved; a token request ends it", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const admin = await createNewWorkspace(sql);
  const twilio = await createTwilioAccount();
  const { accountSid, authToken } = twilio;
  await take(admin, "check", { accountSid, authToken });
  const { keySid: former } = await take(admin, "key");
  await take(admin, "app");
  await goOnline(sql, admin);
  const answers = [await take(admin, "rotate-key", { keySid: former })];
  const { keySid } = answers[0];
  assertEquals([answers[0].dialers, answers[0].moved], [1, 0]);
  answers.push(await take(admin, "rotate-key", { keySid: former }));
  assertEquals(answers[1].keySid, keySid);
  // As if a while had passed, in which every request of before has come through.
  await sql`update private.retiring_api_key set retired_at = retired_at - interval '1 minute'
    where workspace_id = ${admin.workspaceId}`;
  assertEquals((await take(admin, "rotation")).retiring.length, 1);

  const token = await (await postAs(admin.userToken, "token", { ...admin })).json();
  assertEquals(token.keySid, keySid);
  assertEquals(new Set((await twilio.keys()).map(({ sid }) => sid)), new Set([former, keySid]));
  const reported = await fetch(`${stack.apiUrl}/rest/v1/rpc/report_token`, {
    method: "POST",
    headers: {
      apikey: stack.publishableKey,
      authorization: `Bearer ${admin.userToken}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ workspace_id: admin.workspaceId, api_key_sid: keySid }),
  });
  assertEquals(await reported.json(), { ok: true });
  // Nobody has the page open: the next token request of anybody ends it, after its answer.
  await (await postAs(admin.userToken, "token", { ...admin })).body?.cancel();
  for (;;) {
    const keys = await twilio.keys();
    if (keys.length > 1) continue;
    assertEquals(keys.map(({ sid }) => sid), [keySid]);
    break;
  }
  assertEquals(JSON.stringify(answers).includes(authToken), false);
});

Deno.test("an account whose token is gone is forgotten, and what stays at Twilio is named", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const admin = await createNewWorkspace(sql);
  const twilio = await createTwilioAccount();
  const { accountSid, authToken } = twilio;
  const [before] = await twilio.numbers();
  await take(admin, "check", { accountSid, authToken });
  const { keySid } = await take(admin, "key");
  const { appSid } = await take(admin, "app");
  await take(admin, "bring-in", { numberSid: before!.sid });
  assertEquals(await refusal(await step(admin, "forget")), "409 E-ACCOUNT-LIVE");
  await changeAccount(accountSid, { status: "suspended" });
  assertEquals(await refusal(await step(admin, "disconnect")), "409 E-ACCOUNT-STATUS");
  assertEquals(await take(admin, "forget"), {
    accountSid,
    appSid,
    keySids: [keySid],
    numbers: [before!.phone_number],
    recordings: 0,
  });
  assertEquals((await take(admin, "state")).accountSid, null);
});

Deno.test("trial accounts and subaccounts are told as what they are; a suspended one is refused", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const admin = await createNewWorkspace(sql);
  const kinds = [
    [{ type: "Trial" }, { isTrial: true, isSubaccount: false }],
    [{ ownerSid: randomSid("AC") }, { isTrial: false, isSubaccount: true }],
  ] as const;
  for (const [kind, told] of kinds) {
    const { accountSid, authToken } = await createTwilioAccount(kind);
    const { isTrial, isSubaccount } = await take(admin, "check", { accountSid, authToken });
    assertEquals({ isTrial, isSubaccount }, told);
  }
  const { accountSid, authToken } = await createTwilioAccount({ status: "suspended" });
  const answer = await step(admin, "check", { accountSid, authToken });
  assertEquals(await refusal(answer), "409 E-ACCOUNT-STATUS");
});

Deno.test("a number whose calls are handled outside of US1 is refused, and stays what it was", async () => {
  await using database = openDatabase();
  const admin = await createNewWorkspace(database.sql);
  const twilio = await createTwilioAccount();
  const { accountSid, authToken } = twilio;
  const [before] = await twilio.numbers();
  for (const action of ["check", "key", "app"]) {
    await take(admin, action, action === "check" ? { accountSid, authToken } : {});
  }
  await twilio.route(before!.phone_number, "ie1");
  const refused = await step(admin, "bring-in", { numberSid: before!.sid });
  assertEquals(await refusal(refused), "409 E-NUMBER-REGION");
  assertEquals(await twilio.numbers().then(([now]) => now), before);
});

Deno.test("a Save that Twilio interrupts at any request goes on when it is pressed again", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const requests = [
    ["check", "GET", ""],
    ["key", "GET", "/Keys"],
    ["key", "POST", "/Keys"],
    ["app", "GET", "/Applications"],
    ["app", "POST", "/Applications"],
    ["numbers", "GET", "/IncomingPhoneNumbers"],
    ["bring-in", "GET", "/IncomingPhoneNumbers/*"],
    ["bring-in", "GET", "routes.twilio.com/v2/PhoneNumbers/*"],
    ["bring-in", "POST", "/IncomingPhoneNumbers/*"],
  ] as const;
  for (const [broken, method, path] of requests) {
    const admin = await createNewWorkspace(sql);
    const twilio = await createTwilioAccount();
    const { accountSid, authToken } = twilio;
    const [before] = await twilio.numbers();
    const fields: Record<string, Record<string, string>> = {
      check: { accountSid, authToken },
      "bring-in": { numberSid: before!.sid },
    };
    /** The code of each step up to the first that fails. */
    const save = async () => {
      const codes: string[] = [];
      for (const action of ["check", "key", "app", "numbers", "bring-in"]) {
        const response = await step(admin, action, fields[action]);
        const { error } = await response.json();
        codes.push(`${action} ${error?.code ?? "ok"}`);
        if (error !== undefined) break;
      }
      return codes;
    };
    await planFault({ method, path: path.includes("twilio.com") ? path : accountSid + path });
    assertEquals((await save()).at(-1), `${broken} E-TWILIO`, `${method} ${path}`);
    // What was not moved is what it was, and is not counted as ours.
    assertEquals(await twilio.numbers().then(([now]) => now), before);
    const [kept] = await sql`select count(*)::int as rows from private.number_before
      where workspace_id = ${admin.workspaceId}`;
    assertEquals(kept?.["rows"], 0);

    assertEquals((await save()).at(-1), "bring-in ok");
    assertEquals([(await twilio.keys()).length, (await twilio.apps()).length], [1, 1]);
  }
});

Deno.test("a wrong token is refused in Twilio's words, and nothing is stored", async () => {
  await using database = openDatabase();
  const admin = await createNewWorkspace(database.sql);
  const { accountSid } = await createTwilioAccount();
  const response = await step(admin, "check", { accountSid, authToken: "0".repeat(32) });
  const { error } = await response.json();
  assertEquals([response.status, error.code, error.twilioCode], [409, "E-CREDENTIALS", 20003]);
  assertMatch(error.twilioMessage, /authenticate/i);
  assertEquals((await take(admin, "state")).accountSid, null);
});

Deno.test("an account that another workspace holds is refused, confirmed or not", async () => {
  await using database = openDatabase();
  const admin = await createNewWorkspace(database.sql);
  const [held] = stack.workspaces;
  const { accountSid, authToken } = held!;
  const taken = await step(admin, "check", { accountSid, authToken });
  assertEquals(await refusal(taken), "409 E-ACCOUNT-TAKEN");
  const guessed = await step(admin, "check", { accountSid, authToken: "1".repeat(32) });
  assertEquals(await refusal(guessed), "409 E-CREDENTIALS");
});
