import { assertEquals, assertNotEquals } from "@std/assert";
import type { Verdict, Webhook } from "../data/webhook.ts";
import { Failure } from "../domain/failure.ts";
import { type LogLine, makeLog } from "./log.ts";
import { webhookEndpoint } from "./webhook_endpoint.ts";

const accountSid = "AC" + "1".repeat(32);
const publicUrl = "https://x.supabase.co/functions/v1";
const genuine: Verdict = {
  verdict: "ok",
  call_id: 7,
  applied: true,
  reason: null,
  answer: null,
  follow: null,
};

function endpoint(apply: () => Promise<Verdict> = () => Promise.resolve(genuine)) {
  const lines: LogLine[] = [];
  const applied: Webhook[] = [];
  const followed: unknown[] = [];
  const following = Promise.withResolvers<void>();
  const serve = webhookEndpoint({
    name: "inbound",
    publicUrl,
    routes: {
      "/inbound/action": {
        kind: "action",
        messages: { received: "received", error: "went wrong" },
        answer: (verdict) =>
          verdict.verdict === "ok"
            ? { response: new Response("done") }
            : { response: new Response("sorry"), error: verdict.reason },
        answerFailure: () => new Response("later", { status: 503 }),
      },
    },
    apply: (webhook) => {
      applied.push(webhook);
      return apply();
    },
    follow: (work) => {
      followed.push(work);
      following.resolve();
      return Promise.resolve();
    },
    log: makeLog((line) => lines.push(line)),
  });
  return { serve, lines, applied, followed, following: following.promise };
}

function post(
  body: BodyInit,
  { path = "/inbound/action", ...headers }: Record<string, string> = {},
): Request {
  return new Request(`http://functions.internal${path}`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
      "x-twilio-signature": "c2lnbmVk",
      ...headers,
    },
  });
}

const body = `AccountSid=${accountSid}&CallSid=CA1&From=%2B442079460142&To=client%3Apriya&A=1&A=2`;

Deno.test("a webhook reaches the database once, with the public URL that Twilio signed", async () => {
  const { serve, applied } = endpoint();
  const response = await serve(post(body, {
    path: "/inbound/action?ticket=1",
    "x-forwarded-host": "evil.example.com",
    "i-twilio-idempotency-token": "retry-1",
  }));
  assertEquals(await response.text(), "done");
  const [webhook, ...others] = applied;
  assertEquals(others, []);
  assertEquals(
    webhook?.signed[0],
    `${publicUrl}/inbound/action?ticket=1A1A2AccountSid${accountSid}CallSidCA1` +
      "From+442079460142Toclient:priya",
  );
  assertEquals(webhook?.form, {
    AccountSid: accountSid,
    CallSid: "CA1",
    From: "+442079460142",
    To: "client:priya",
    A: ["1", "2"],
  });
  assertEquals(webhook?.query, { ticket: "1" });
  assertEquals(webhook?.idempotencyToken, "retry-1");
});

Deno.test("a field that is there and empty is signed, and absent for the database", async () => {
  const { serve, applied } = endpoint();
  await serve(
    post(`${body}&DialCallSid=&SipResponseCode=&ApplicationSid=&B=&B=`, {
      path: "/inbound/action?ticket=&x=1",
    }),
  );
  const [webhook] = applied;
  assertEquals(webhook?.signed[0]?.includes("ApplicationSidBCallSid"), true);
  assertEquals(webhook?.signed[0]?.endsWith("SipResponseCodeToclient:priya"), true);
  assertEquals(Object.keys(webhook?.form ?? {}), [
    "AccountSid",
    "CallSid",
    "From",
    "To",
    "A",
  ]);
  assertEquals(webhook?.query, { x: "1" });
});

Deno.test("what can be refused without the database is refused without it", async () => {
  const cases: [Request, number][] = [
    [new Request("http://x/inbound/action"), 405],
    [post(body, { path: "/inbound/other" }), 404],
    [post(body, { path: "/constructor" }), 404],
    [post("{}", { "content-type": "application/json" }), 415],
    [post(body, { "x-twilio-signature": "" }), 403],
    [post(body.replace("AC1", "ac1")), 403],
    [post(`${body}&AccountSid=${accountSid}`), 403],
    [post("CallSid=CA1"), 403],
    [post(`${body}&B=${"x".repeat(64 * 1024)}`), 413],
    [post(body + "&B=1".repeat(200)), 413],
    [post(`${body}&B=%00`), 400],
    [post(body, { path: "/inbound/action?x=%00" }), 400],
    [post(body, { path: "/inbound/action?%00=x" }), 400],
    [post(body, { path: `/inbound/action?${"a=&".repeat(201)}` }), 413],
    [post(body, { path: `/inbound/action?x=${"x".repeat(64 * 1024)}` }), 413],
  ];
  for (const [request, status] of cases) {
    const { serve, applied } = endpoint();
    assertEquals((await serve(request)).status, status);
    assertEquals(applied, []);
  }
});

Deno.test("a body without a length is not read beyond the limit", async () => {
  const { serve, applied } = endpoint();
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent++;
      controller.enqueue(new TextEncoder().encode("&B=1".repeat(1024)));
    },
  });
  assertEquals((await serve(post(endless))).status, 413);
  assertEquals(applied, []);
  assertEquals(sent < 40, true);
});

Deno.test("an unknown account and a wrong signature are the same 403 as no signature", async () => {
  const forged = await endpoint(() => Promise.resolve({ verdict: "forbidden" })).serve(post(body));
  const unsigned = await endpoint().serve(post(body, { "x-twilio-signature": "" }));
  assertEquals(forged.status, 403);
  assertEquals(await forged.text(), await unsigned.text());
});

Deno.test("one line a webhook: found by its SID, with numbers masked", async () => {
  const { serve, lines } = endpoint();
  await serve(post(body));
  const [{ requestId, ms, ...line } = { requestId: "", ms: "" }, ...others] = lines;
  assertEquals(line, {
    level: "info",
    message: "received",
    function: "inbound",
    callSid: "CA1",
    from: "+44********42",
    to: "client:priya",
    callId: 7,
    applied: true,
  });
  assertNotEquals(requestId, "");
  assertEquals(typeof ms, "number");
  assertEquals(others, []);
});

Deno.test("what could not be understood has an error line with the reason", async () => {
  const invalid: Verdict = { verdict: "invalid", reason: "CallSid malformed" };
  const { serve, lines } = endpoint(() => Promise.resolve(invalid));
  assertEquals(await (await serve(post(body))).text(), "sorry");
  assertEquals(lines.map(({ level, message, reason }) => [level, message, reason]), [
    ["info", "received", "CallSid malformed"],
    ["error", "went wrong", "CallSid malformed"],
  ]);
});

Deno.test("without the database the route's own answer is given and the cause is logged", async () => {
  const down = new Failure("E-DATABASE", {}, new Error("apply_webhook answers 500: no code"));
  const { serve, lines } = endpoint(() => Promise.reject(down));
  const response = await serve(post(body));
  assertEquals([response.status, await response.text()], [503, "later"]);
  assertEquals(
    lines.map(({ message, verified, code, cause }) => [message, verified, code, cause]),
    [
      ["went wrong", false, "E-DATABASE", "Error: apply_webhook answers 500: no code"],
    ],
  );
});

Deno.test("a forged webhook's line holds nothing of it", async () => {
  const { serve, lines } = endpoint(() => Promise.resolve({ verdict: "forbidden" }));
  await serve(post(body));
  const [{ requestId: _, ...line } = { requestId: "" }] = lines;
  assertEquals(line, {
    level: "info",
    message: "webhook refused",
    function: "inbound",
    code: "E-SIGNATURE",
  });
});

Deno.test("what an event leads to is asked of Twilio once it has its answer, and a failure there is only logged", async () => {
  const follow = {
    workspaceId: 1,
    asker: { accountSid, credentials: { username: "SK", password: "secret" } },
    work: { callId: 7, requests: [{ id: 1, leg_id: 2, kind: "end" as const, call_sid: "CA1" }] },
  };
  const { serve, followed, following, lines } = endpoint(() =>
    Promise.resolve({ ...genuine, follow })
  );
  const response = await serve(post(body));
  assertEquals([response.status, followed], [200, []]);
  await following;
  assertEquals(followed, [follow]);
  assertEquals(lines[0]?.["asks"], ["end"]);
  assertEquals(JSON.stringify(lines).includes("secret"), false);
});
