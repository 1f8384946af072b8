import { assert, assertEquals } from "@std/assert";
import * as v from "valibot";
import { HealthAnswerSchema } from "../_shared/contracts/health.ts";
import type { HealthCheck } from "../_shared/contracts/health.ts";
import { healthChecks } from "../_shared/contracts/health_findings.ts";
import { createSeat, createWorkspace, type Seat } from "./people.ts";
import { control } from "./simulator.ts";
import { openDatabase, postAs, publicUrl, refusal, type Sql, stack } from "./stack.ts";
import { changeAccount, createTwilioAccount } from "./twilio_account.ts";
import { until } from "./until.ts";

/** An admin whose workspace is connected to an account of its own, with both of its numbers. */
async function connect(sql: Sql) {
  const workspace = await createWorkspace(sql);
  const admin = await createSeat(sql, { workspaceId: workspace.id, number: workspace.number });
  await sql`update public.agent set role = 'admin' where id = ${admin.agentId}`;
  await sql`update public.workspace
    set twilio_account_sid = null, twilio_auth_token = null, twilio_twiml_app_sid = null
    where id = ${workspace.id}`;
  await sql`delete from public.workspace_twilio_number where workspace_id = ${workspace.id}`;
  const twilio = await createTwilioAccount();
  const numbers = await twilio.numbers();
  const { accountSid, authToken } = twilio;
  await take(admin, "check", { accountSid, authToken });
  for (const action of ["key", "app"]) await take(admin, action);
  for (const { sid } of numbers) await take(admin, "bring-in", { numberSid: sid });
  return { admin, twilio, numbers };
}

/** A step of Connection: the repairs are its own. */
async function take(
  { userToken, workspaceId }: Seat,
  action: string,
  more: Record<string, string> = {},
) {
  const response = await postAs(userToken, "connection", { action, workspaceId, ...more });
  assertEquals(response.status, 200, await response.text());
}

const ask = ({ userToken, workspaceId }: Seat, more: Record<string, string> = {}) =>
  postAs(userToken, "health", { action: "check", workspaceId, ...more });

async function check(seat: Seat): Promise<Map<string, HealthCheck>> {
  const { checks } = v.parse(HealthAnswerSchema, await (await ask(seat)).json());
  assertEquals(checks.map((each) => each.check), [...healthChecks]);
  return new Map(checks.map((each) => [each.check, each]));
}

const say = (found: HealthCheck | undefined) => `${found?.level} ${found?.finding}`;

/** Does what the finding's Repair button does. */
async function repair(seat: Seat, found: HealthCheck | undefined) {
  assert(found?.repair?.by === "connection");
  for (const { action, ...more } of found.repair.steps) await take(seat, action, more);
}

Deno.test("agents, outsiders, nobody and a wrong secret are refused, and nothing is kept", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const [own, other] = [await createWorkspace(sql), await createWorkspace(sql)];
  const agent = await createSeat(sql, { workspaceId: own.id, number: own.number });
  const stranger = await createSeat(sql, { workspaceId: other.id, number: other.number });
  await sql`update public.agent set role = 'admin' where id = ${stranger.agentId}`;
  for (const more of [{}, { action: "test-call", number: own.number }]) {
    assertEquals(await refusal(await ask(agent, more)), "403 E-ADMIN");
    assertEquals(
      await refusal(await ask({ ...stranger, workspaceId: own.id }, more)),
      "403 E-SEAT",
    );
    const nobody = await postAs(null, "health", { action: "check", workspaceId: own.id, ...more });
    assertEquals(await refusal(nobody), "401 E-AUTH-SIGNIN");
  }
  for (const secret of [null, "wrong", stack.secretKey]) {
    const response = await fetch(`${publicUrl}/health/scheduled`, {
      method: "POST",
      headers: secret === null ? {} : { "x-softphone-secret": secret },
      body: JSON.stringify({ workspaceId: own.id }),
    });
    assertEquals(await refusal(response), "403 E-SECRET");
  }
  const [kept] = await sql`select count(*)::int as rows from public.health_check
    where workspace_id = ${own.id}`;
  assertEquals(kept?.["rows"], 0);
});

Deno.test("each thing that breaks turns its check red, and its repair turns it green", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { admin, twilio, numbers } = await connect(sql);
  const answers: unknown[] = [];
  const look = async () => {
    const found = await check(admin);
    answers.push([...found.values()]);
    return found;
  };

  const first = await look();
  const bad = [...first.values()].filter(({ level }) => level !== "green").map(say);
  // The first day: no call yet, nobody online, no address registered.
  assertEquals(bad, [
    "amber signatures-no-genuine",
    "amber emergency-missing",
    "amber last-calls-old",
    "amber agents-silent",
  ]);

  const [number] = numbers;
  assert(number !== undefined);
  const [app] = await twilio.apps();
  await twilio.ask("POST", `Applications/${app?.sid}`, { VoiceUrl: "https://x.example/?secret=1" });
  await twilio.ask("POST", `IncomingPhoneNumbers/${number.sid}`, {
    VoiceApplicationSid: "",
    VoiceUrl: "https://old-ivr.example.com/twiml",
  });
  for (const { sid } of await twilio.keys()) await twilio.ask("DELETE", `Keys/${sid}`);
  const broken = await look();
  assertEquals(say(broken.get("app")), "red app-changed");
  assertEquals(say(broken.get("numbers")), "red numbers-elsewhere");
  assertEquals(say(broken.get("api-key")), "red key-refused");
  const drift = broken.get("numbers");
  assert(drift?.finding === "numbers-elsewhere");
  assertEquals(drift.facts.drifted.map(({ number, answeredBy }) => [number, answeredBy.name]), [
    [number.phone_number, "old-ivr.example.com"],
  ]);
  for (const name of ["app", "numbers", "api-key"]) await repair(admin, broken.get(name));
  const mended = await look();
  for (const name of ["app", "numbers", "api-key"]) {
    assertEquals(mended.get(name)?.level, "green", name);
    assert((mended.get(name)?.since ?? "") > (broken.get(name)?.since ?? "x"), name);
  }
  assertEquals(mended.get("account")?.since, first.get("account")?.since);

  // What Twilio's console alone can change.
  const alert = { errorCode: "11200", text: "", requestUrl: `${publicUrl}/inbound` };
  await changeAccount(twilio.accountSid, {
    type: "Trial",
    geo: { GB: false },
    alerts: [alert, { ...alert, requestUrl: "https://another.example/" }],
  });
  await twilio.setRegion(number.phone_number, "ie1");
  const limited = await look();
  assertEquals(say(limited.get("account")), "amber account-trial");
  assertEquals(say(limited.get("concurrency")), "amber concurrency-limited");
  assertEquals(say(limited.get("countries")), "red countries-in-use-closed");
  assertEquals(say(limited.get("region")), "red region-other");
  const errors = limited.get("webhook-errors");
  assertEquals(say(errors), "red webhook-errors-now");
  assertEquals(errors?.finding === "webhook-errors-now" && errors.facts.alerts[0]?.count, 1);
  await changeAccount(twilio.accountSid, { type: "Full", geo: { GB: true }, alerts: [] });
  await twilio.setRegion(number.phone_number, "us1");
  const freed = await look();
  for (const name of ["account", "concurrency", "countries", "region", "webhook-errors"]) {
    assertEquals(freed.get(name)?.level, "green", name);
  }

  // Somebody changes the auth token at Twilio.
  const authToken = crypto.randomUUID().replaceAll("-", "");
  await changeAccount(twilio.accountSid, { authToken });
  const rotated = await look();
  assertEquals(say(rotated.get("credentials")), "red credentials-refused");
  assertEquals(say(rotated.get("signatures")), "red signatures-other-token");
  assertEquals(say(rotated.get("token-rotation")), "red rotation-suspected");
  assertEquals(say(rotated.get("numbers")), "amber waits");
  await take(admin, "check", { accountSid: twilio.accountSid, authToken });
  const stored = await look();
  assertEquals(stored.get("credentials")?.level, "green");
  assertEquals(stored.get("token-rotation")?.level, "green");

  const told = JSON.stringify(answers);
  const [secrets] = await sql`select
    private.unseal(${admin.workspaceId}, 'twilio_api_key_secret') as key,
    (select decrypted_secret from vault.decrypted_secrets where name = 'softphone_health_secret') as job`;
  for (
    const secret of [twilio.authToken, authToken, secrets?.["key"], secrets?.["job"], "secret=1"]
  ) {
    assert(typeof secret === "string" && !told.includes(secret));
  }
  // The checks' own requests are no call, and their forgeries are not held against anybody.
  const [left] = await sql`select
    (select count(*)::int from public.call where workspace_id = ${admin.workspaceId}) as calls,
    (select count(*)::int from private.webhook_refusal where workspace_id = ${admin.workspaceId}) as refused`;
  assertEquals([left?.["calls"], left?.["refused"]], [0, 0]);
});

Deno.test("an address that is registered for emergencies is found, and policy hears of it", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { admin, twilio, numbers } = await connect(sql);
  const address = v.parse(
    v.object({ sid: v.string() }),
    await twilio.ask("POST", "Addresses", {
      CustomerName: "New customer",
      Street: "1 High Street",
      City: "London",
      Region: "London",
      PostalCode: "N1 9GU",
      IsoCountry: "GB",
      EmergencyEnabled: "true",
    }),
  );
  const [number] = numbers;
  await twilio.ask("POST", `IncomingPhoneNumbers/${number?.sid}`, {
    EmergencyAddressSid: address.sid,
    EmergencyStatus: "Active",
  });
  const pending = (await check(admin)).get("emergency");
  assert(pending?.finding === "emergency-missing");
  assertEquals(pending.facts.pending, [number?.phone_number]);
  // Twilio takes some seconds; the simulator counts them by its own clock.
  await control("POST", "/clock", { advanceMs: 6000 });
  const registered = (await check(admin)).get("emergency");
  assert(registered?.finding === "emergency-missing");
  assertEquals(registered.facts.registered, [number?.phone_number]);
  const rows = await sql`select twilio_number from public.workspace_twilio_number
    where workspace_id = ${admin.workspaceId} and emergency_address`;
  assertEquals(rows.map((row) => row["twilio_number"]), [number?.phone_number]);
  // Or everybody after this would talk in the future.
  await control("DELETE", "");
});

Deno.test("a test call comes in like any other, proves the signatures, and is no ticket", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { admin, twilio, numbers: [one, other] } = await connect(sql);
  assert(one !== undefined && other !== undefined);
  const call = async (number: string) => {
    const response = await ask(admin, { action: "test-call", number });
    return { status: response.status, body: await response.json() };
  };
  const { body } = await call(one.phone_number);
  assertEquals([body.outcome, body.from, body.billedLegs], ["placed", other.phone_number, 2]);
  const rows = () =>
    sql`select direction, from_number, ticket, end_reason from public.call
      where workspace_id = ${admin.workspaceId} and to_number = ${one.phone_number}
        and created_at >= ${body.watchFrom}`;
  await until(async () => (await rows()).length > 0, Infinity);
  assertEquals((await rows())[0], {
    direction: "inbound",
    from_number: other.phone_number,
    ticket: null,
    end_reason: "nobody-available",
  });
  assertEquals(say((await check(admin)).get("signatures")), "green signatures-proved");

  const [written] = await sql`select agent_id::int as agent, detail from public.audit_log
    where workspace_id = ${admin.workspaceId} and action = 'health.test_called'`;
  assertEquals(written, {
    agent: admin.agentId,
    detail: { number: one.phone_number, from: other.phone_number },
  });

  assertEquals((await call("+442079460999")).body.error.code, "E-NUMBER-GONE");
  await sql`insert into public.audit_log (workspace_id, agent_id, action)
    select workspace_id, agent_id, action from public.audit_log, generate_series(1, 19)
    where workspace_id = ${admin.workspaceId} and action = 'health.test_called'`;
  const many = await call(one.phone_number);
  assertEquals([many.status, many.body.error.code], [429, "E-TEST-LIMIT"]);
  assert(Date.parse(many.body.error.until) > Date.now() && many.body.error.time_zone);
  await sql`delete from public.workspace_twilio_number
    where workspace_id = ${admin.workspaceId} and twilio_number = ${other.phone_number}`;
  const alone = await call(one.phone_number);
  assertEquals([alone.body.outcome, alone.body.billedLegs], ["dial-it", 1]);
  assertEquals(JSON.stringify([body, alone.body]).includes(twilio.authToken), false);
});

Deno.test("the hourly job has a workspace checked that was just connected, as nobody", async () => {
  await using database = openDatabase();
  const { sql } = database;
  await sql`delete from private.health_setting`;
  const { admin } = await connect(sql);
  await sql`insert into private.health_run (workspace_id) select id from public.workspace
    on conflict (workspace_id) do update set began_at = now()`;
  await sql`update private.health_run set began_at = now() - interval '2 hours'
    where workspace_id = ${admin.workspaceId}`;
  const [job] = await sql`select command from cron.job where jobname = 'check-health'`;
  await sql.unsafe(job?.["command"]);
  const rows = () =>
    sql`select "check" from public.health_check where workspace_id = ${admin.workspaceId}`;
  await until(async () => (await rows()).length > 0, Infinity);
  assertEquals((await rows()).length, healthChecks.length);
});

Deno.test("the hourly job deletes a rotated-out key when its last token has expired, with nobody online", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { admin, twilio } = await connect(sql);
  const [former] = await twilio.keys();
  assert(former !== undefined);
  await take(admin, "rotate-key", { keySid: former.sid });
  assertEquals((await twilio.keys()).length, 2);
  await sql`update private.retiring_api_key
    set retired_at = now() - interval '2 hours', tokens_end_at = now() - interval '1 hour'
    where workspace_id = ${admin.workspaceId}`;
  const [job] = await sql`select decrypted_secret as secret from vault.decrypted_secrets
    where name = 'softphone_health_secret'`;
  const response = await fetch(`${publicUrl}/health/scheduled`, {
    method: "POST",
    headers: { "x-softphone-secret": job?.["secret"] },
    body: JSON.stringify({ workspaceId: admin.workspaceId }),
  });
  assertEquals([response.status, await response.text()], [204, ""]);
  assertEquals((await twilio.keys()).map(({ sid }) => sid === former.sid), [false]);
  const [log] = await sql`select agent_name, detail from public.audit_log
    where workspace_id = ${admin.workspaceId} and action = 'api_key.deleted'`;
  assertEquals([log?.["agent_name"], log?.["detail"]], ["System", { api_key_sid: former.sid }]);
});

Deno.test("while Twilio has promoted the next token, everything is checked by it, and one step is left", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const { admin, twilio, numbers: [number] } = await connect(sql);
  const next = await twilio.changeToken("Secondary");
  await take(admin, "next-token", { authToken: next });
  assertEquals(say((await check(admin)).get("token-rotation")), "green rotation-no-sign");
  await twilio.changeToken("Promote");
  const found = await check(admin);
  assertEquals(say(found.get("token-rotation")), "amber next-token-promoted");
  for (const name of ["credentials", "api-key", "app", "numbers", "region", "countries"]) {
    assertEquals(found.get(name)?.level, "green", name);
  }
  assertEquals(say(found.get("signatures")), "amber signatures-no-genuine");
  const placed = await ask(admin, { action: "test-call", number: number?.phone_number ?? "" });
  assertEquals((await placed.json()).outcome, "placed");
  await repair(admin, found.get("token-rotation"));
  assertEquals(say((await check(admin)).get("token-rotation")), "green rotation-no-sign");
});
