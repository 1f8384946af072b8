// Each function in a process of its own, cold and warm, against a stand-in for the project's API.
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { startFunction } from "./function_process.ts";
import { startStandIn } from "./stand_in.ts";

const secretKey = "sb_secret_of_the_project";
const authToken = "the auth token of the workspace";
const keySecret = "the secret of the api key";
const sid = (kind: string) => kind + "1".repeat(32);

const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
const jwks = JSON.stringify({
  keys: [{ ...(await exportJWK(publicKey)), kid: "k", alg: "ES256" }],
});
const userToken = await new SignJWT({ role: "authenticated", aud: "authenticated" })
  .setProtectedHeader({ alg: "ES256", kid: "k" })
  .setSubject("6f1f9a52-6d0c-4c0e-9d3e-0f6f0a3c8f11")
  .setExpirationTime("1h")
  .sign(privateKey);

function environment(apiUrl: string): Record<string, string> {
  return {
    SUPABASE_URL: apiUrl,
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: secretKey }),
    SUPABASE_JWKS: jwks,
    TWILIO_API_URL: apiUrl,
  };
}

const form = {
  AccountSid: sid("AC"),
  CallSid: sid("CA"),
  From: "+442079460142",
  To: "+4930901820",
};

function webhook(url: string, signature: string | null): Promise<Response> {
  return fetch(url, {
    method: "POST",
    body: new URLSearchParams(form),
    headers: signature === null ? {} : { "x-twilio-signature": signature },
  });
}

const genuine = { verdict: "ok", call_id: 7, applied: true, reason: null };

Deno.test("inbound asks the database exactly once a webhook, cold and warm, and never unsigned", async () => {
  await using api = startStandIn({
    apply_webhook: () => Response.json({ ...genuine, answer: { do: "hangup" } }),
  });
  await using inbound = await startFunction("inbound", environment(api.url));
  assertEquals(api.requests, []);
  for (const count of [1, 2]) {
    const response = await webhook(`${inbound.url}/inbound`, "c2ln");
    assertEquals(response.status, 200);
    assertStringIncludes(await response.text(), "<Hangup/>");
    assertEquals(api.requests, Array(count).fill("POST /rest/v1/rpc/apply_webhook"));
  }
  const unsigned = await webhook(`${inbound.url}/inbound`, null);
  await unsigned.body?.cancel();
  assertEquals(unsigned.status, 403);
  assertEquals(api.requests.length, 2);
});

Deno.test("status asks the database exactly once a webhook, cold and warm", async () => {
  await using api = startStandIn({
    apply_webhook: () => Response.json({ ...genuine, answer: null }),
  });
  await using status = await startFunction("status", environment(api.url));
  for (const count of [1, 2]) {
    assertEquals((await webhook(`${status.url}/status`, "c2ln")).status, 204);
    assertEquals(api.requests, Array(count).fill("POST /rest/v1/rpc/apply_webhook"));
  }
});

Deno.test("the log is JSON with the guide's prefix, and without a number in full", async () => {
  await using api = startStandIn({
    apply_webhook: () => Response.json({ ...genuine, answer: { do: "hangup" } }),
  });
  await using inbound = await startFunction("inbound", environment(api.url));
  await (await webhook(`${inbound.url}/inbound`, "c2ln")).body?.cancel();
  const line = JSON.parse(await inbound.logged((text) => text.startsWith("{")));
  assertEquals(line.message, "📞 ===== INBOUND CALL RECEIVED =====");
  assertEquals(line.callSid, form.CallSid);
  assertEquals([line.from, line.to], ["+44********42", "+49******20"]);
});

Deno.test("a webhook that the database fails is 503 and an error line, without what the database said", async () => {
  await using api = startStandIn({
    apply_webhook: () => Response.json({ code: "XX000", details: authToken }, { status: 500 }),
  });
  await using inbound = await startFunction("inbound", environment(api.url));
  const response = await webhook(`${inbound.url}/inbound`, "c2ln");
  assertEquals(response.status, 503);
  assertStringIncludes(await response.text(), "<Say>");
  const line = await inbound.logged((text) => text.includes("INBOUND CALL ERROR"));
  assertEquals(JSON.parse(line).message, "❌ ===== INBOUND CALL ERROR =====");
  assertEquals(line.includes(authToken), false);
});

Deno.test("fallback apologises without any environment and without asking anybody", async () => {
  await using fallback = await startFunction("fallback", {});
  const response = await webhook(`${fallback.url}/fallback`, null);
  assertEquals(response.status, 200);
  assertStringIncludes(await response.text(), "<Say>");
});

Deno.test("hold plays with nothing but an address, and without asking anybody", async () => {
  await using hold = await startFunction("hold", { SUPABASE_URL: "http://127.0.0.1:1" });
  const response = await fetch(`${hold.url}/hold`);
  assertStringIncludes(await response.text(), ">http://127.0.0.1:1/functions/v1/hold/music-1.wav<");
  const head = await fetch(`${hold.url}/hold/music-1.wav`, { method: "HEAD" });
  assertEquals([head.status, head.headers.get("content-type")], [200, "audio/wav"]);
});

Deno.test("no secret reaches a log line, neither when a token is issued nor when all goes wrong", async () => {
  const grant = {
    ok: true,
    account_sid: sid("AC"),
    app_sid: sid("AP"),
    api_key_sid: null,
    api_key_secret: null,
    auth_token: authToken,
  };
  const key = { sid: sid("SK"), secret: keySecret };
  const keys = [
    () => Response.json(key, { status: 201 }),
    () => new Response(`{"sid": ${keySecret}`),
    () => Response.json({ code: 20003, message: authToken }, { status: 401 }),
  ];
  await using api = startStandIn({
    voice_grant: () => Response.json(keys.length > 0 ? grant : { ...grant, app_sid: keySecret }),
    store_api_key: () => Response.json({ stored: true, key_sid: key.sid }),
    keep_functions_url: () => Response.json({ ok: true }),
    "Keys.json": () => keys.shift()?.() ?? new Response(null, { status: 500 }),
  });
  await using token = await startFunction("token", environment(api.url));
  const statuses: number[] = [];
  for (let i = 0; i < 4; i++) {
    const response = await fetch(`${token.url}/token`, {
      method: "POST",
      body: new URLSearchParams({ workspaceId: "1", identity: "priya" }),
      headers: { authorization: `Bearer ${userToken}` },
    });
    statuses.push(response.status);
    await response.body?.cancel();
  }
  assertEquals(statuses, [200, 502, 409, 500]);
  await token.logged((text) => text.includes("E-INTERNAL"));
  assertEquals(token.log.filter((line) => line.startsWith("{")).length, 4);
  for (const secret of [secretKey, authToken, keySecret, userToken]) {
    assertEquals(token.log.filter((line) => line.includes(secret)), []);
  }
});

Deno.test("a function that lacks its environment does not start, and says what is missing", async () => {
  const ended = await startFunction("token", {}).then(() => "started", (error) => String(error));
  assertStringIncludes(ended, "Cannot start: SUPABASE_URL is not a URL");
});

Deno.test("an invitation is mailed by the provider; its link reaches no log, also when the provider fails", async () => {
  const made = {
    ok: true,
    invitation_id: 7,
    email: "mara@example.com",
    expires_at: "2026-12-02T14:05:00+00:00",
    workspace_name: "Nordlicht Reisen",
    invited_by: "Jonas Albrecht",
  };
  const answers = [
    () => Response.json({ id: "1" }),
    () => Response.json({ message: "no such domain" }, { status: 403 }),
  ];
  await using api = startStandIn({
    invite: () => Response.json(made),
    emails: () => answers.shift()?.() ?? new Response(null, { status: 500 }),
  });
  await using invite = await startFunction("invite", {
    ...environment(api.url),
    WEB_URL: "https://phone.example.com",
    MAIL_API_URL: `${api.url}/emails`,
    MAIL_API_KEY: "the key of the mail provider",
    MAIL_FROM: "Softphone <phone@example.com>",
  });
  for (const mail of ["sent", "failed"]) {
    const response = await fetch(`${invite.url}/invite`, {
      method: "POST",
      body: new URLSearchParams({ workspaceId: "1", email: "mara@example.com", role: "agent" }),
      headers: { authorization: `Bearer ${userToken}` },
    });
    const answer = await response.json();
    assertEquals([answer.mail, answer.expiresAt], [mail, made.expires_at]);
    const token = new URL(answer.link).hash.slice(1);
    await invite.logged((text) => mail === "sent" || text.includes("invitation not mailed"));
    assertEquals(invite.log.filter((line) => line.includes(token)), []);
  }
  assertEquals(api.requests.filter((request) => request === "POST /emails").length, 2);
  assertEquals(invite.log.filter((line) => line.includes("the key of the mail provider")), []);
});
