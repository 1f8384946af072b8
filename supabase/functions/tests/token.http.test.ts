import { decodeJwt, decodeProtectedHeader } from "jose";
import { assertEquals } from "@std/assert";
import { createSeat, createWorkspace, randomSid } from "./people.ts";
import { openDatabase, postAs, publicUrl, refusal, signIn, stack } from "./stack.ts";

Deno.test("a seat gets an access token that lets it ring and call through its workspace's app", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const workspace = await createWorkspace(sql);
  const seat = await createSeat(sql, { workspaceId: workspace.id, number: workspace.number });
  const response = await postAs(seat.userToken, "token", {
    workspaceId: workspace.id,
    identity: seat.identity,
  });
  const answer = await response.json();
  assertEquals(response.status, 200);
  assertEquals([answer.identity, answer.ttl], [seat.identity, 3600]);
  const claims = decodeJwt(answer.token);
  assertEquals(claims.sub, workspace.accountSid);
  assertEquals(claims["grants"], {
    identity: seat.identity,
    voice: { incoming: { allow: true }, outgoing: { application_sid: workspace.appSid } },
  });
  assertEquals(decodeProtectedHeader(answer.token).cty, "twilio-fpa;v=1");
  assertEquals(answer.keySid, claims.iss);
  assertEquals(answer.expiresAt, new Date(claims.exp! * 1000).toISOString());
});

Deno.test("nobody is signed in without a user's token", async () => {
  const fields = { workspaceId: 1, identity: "priya" };
  assertEquals(await refusal(await postAs(null, "token", fields)), "401 E-AUTH-SIGNIN");
  for (const key of [stack.publishableKey, "a.b.c"]) {
    assertEquals(await refusal(await postAs(key, "token", fields)), "401 E-AUTH-SIGNIN");
  }
});

Deno.test("another's identity, another workspace and no workspace are the same answer", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const [own, other] = [await createWorkspace(sql), await createWorkspace(sql)];
  const seat = await createSeat(sql, { workspaceId: own.id, number: own.number });
  const colleague = await createSeat(sql, { workspaceId: own.id, number: own.number });
  const stranger = await createSeat(sql, { workspaceId: other.id, number: other.number });
  const answers = await Promise.all([
    { workspaceId: own.id, identity: colleague.identity },
    { workspaceId: own.id, identity: "nobody" },
    { workspaceId: other.id, identity: stranger.identity },
    { workspaceId: other.id, identity: seat.identity },
    { workspaceId: 2 ** 50, identity: seat.identity },
  ].map((fields) => postAs(seat.userToken, "token", fields)));
  const bodies = await Promise.all(answers.map((answer) => answer.text()));
  assertEquals(answers.map(({ status }) => status), [403, 403, 403, 403, 403]);
  assertEquals(new Set(bodies).size, 1);
});

Deno.test("an inactive seat gets no token", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const workspace = await createWorkspace(sql);
  const seat = await createSeat(sql, { workspaceId: workspace.id, number: workspace.number });
  await sql`update public.agent set active = false where id = ${seat.agentId}`;
  const fields = { workspaceId: workspace.id, identity: seat.identity };
  assertEquals(await refusal(await postAs(seat.userToken, "token", fields)), "403 E-SEAT");
});

Deno.test("a workspace that is not configured says what is missing", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const workspace = await createWorkspace(sql);
  const seat = await createSeat(sql, { workspaceId: workspace.id, number: workspace.number });
  await sql`update public.workspace set twilio_twiml_app_sid = null where id = ${workspace.id}`;
  const response = await postAs(seat.userToken, "token", {
    workspaceId: workspace.id,
    identity: seat.identity,
  });
  const { error } = await response.json();
  assertEquals([response.status, error.code], [409, "E-CONFIG"]);
  assertEquals(error.missing, ["twilio_twiml_app_sid"]);
});

Deno.test("credentials that Twilio does not know are named as such", async () => {
  await using database = openDatabase();
  const { sql } = database;
  const workspace = await createWorkspace(sql);
  const seat = await createSeat(sql, { workspaceId: workspace.id, number: workspace.number });
  // Another account forgets the former one's key, so that the function has to make one.
  await sql`update public.workspace
    set twilio_account_sid = ${
    randomSid("AC")
  }, twilio_auth_token = 'wrong' where id = ${workspace.id}`;
  const fields = { workspaceId: workspace.id, identity: seat.identity };
  assertEquals(await refusal(await postAs(seat.userToken, "token", fields)), "409 E-CREDENTIALS");
});

Deno.test("a workspace configured as the guide says gets one API key, however many ask at once", async () => {
  const [user] = stack.users;
  const userToken = await signIn(user!.email, user!.password);
  const fields = { workspaceId: user!.workspaceId, identity: user!.identity };
  const responses = await Promise.all([1, 2, 3].map(() => postAs(userToken, "token", fields)));
  assertEquals(responses.map(({ status }) => status), [200, 200, 200]);
  const tokens = await Promise.all(responses.map((response) => response.json()));
  const issuers = new Set(tokens.map(({ token }) => decodeJwt(token).iss));
  assertEquals(issuers.size, 1);

  const { accountSid, authToken } = stack.workspaces.find(({ id }) => id === user!.workspaceId)!;
  const listed = await fetch(`${stack.twilioUrl}/2010-04-01/Accounts/${accountSid}/Keys.json`, {
    headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
  });
  const { keys } = await listed.json();
  assertEquals(keys.map(({ sid }: { sid: string }) => sid), [...issuers]);
});

Deno.test("a preflight from a page that is not ours allows nothing", async () => {
  const response = await fetch(`${publicUrl}/token`, {
    method: "OPTIONS",
    headers: { origin: "https://evil.example.com", "access-control-request-method": "POST" },
  });
  await response.body?.cancel();
  assertEquals(response.headers.get("access-control-allow-origin"), null);
});
