// What comes back from Twilio: signatures, our address, errors, a changed token.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../../_shared/domain/failure.ts";
import { ago, berlin, makeBench, publicUrl, rightSignature, sid, wrongToken } from "../testing.ts";
import { checkOpenCalls } from "./open_calls.ts";
import { checkReachable } from "./reachable.ts";
import { checkSignatures } from "./signatures.ts";
import { checkTokenRotation } from "./token_rotation.ts";
import { checkWebhookErrors } from "./webhook_errors.ts";

/** Our functions, answering the right signature and any other like this. */
const answering =
  (right: number, other: number) => (_path: string, _form: unknown, signature?: string) =>
    Promise.resolve({ status: signature === rightSignature ? right : other, ms: 8 });

/** As `rightSignature`, by the token "next". */
const signedWithNext = "kRfr4cGyJDvplXJ4uqkGrpcRkws=";

Deno.test("signatures are green only when all three proofs are there", async () => {
  const found = async (bench: Parameters<typeof makeBench>[0]) =>
    (await checkSignatures(makeBench(bench))).finding;
  assertEquals(await found({}), "signatures-proved");
  assertEquals(await found({ own: answering(403, 403) }), "signatures-refused");
  assertEquals(await found({ own: answering(204, 204) }), "signatures-forged-accepted");
  assertEquals(await found({ twilio: { account: wrongToken } }), "signatures-other-token");
  const never = await checkSignatures(makeBench({ facts: { genuine_at: null } }));
  assertEquals([never.level, never.finding], ["amber", "signatures-no-genuine"]);
  assertEquals(never.repair, { by: "test-call", number: berlin });
});

Deno.test("a database that is down says nothing about signatures", async () => {
  for (const own of [answering(503, 403), answering(204, 503)]) {
    await assertRejects(() => checkSignatures(makeBench({ own })), Failure, "E-DATABASE");
  }
});

Deno.test("the check's own request names no call that anybody could have", async () => {
  const forms: unknown[] = [];
  await checkSignatures(makeBench({
    own: (_path, form) => {
      forms.push(form);
      return Promise.resolve({ status: 403, ms: 1 });
    },
  }));
  assertEquals(forms.map((form) => JSON.stringify(form).includes(`"CA${"0".repeat(32)}"`)), [
    true,
    true,
  ]);
});

Deno.test("a function that is missing, or lies on a private network, is not reachable", async () => {
  const missing = await checkReachable(
    makeBench({
      own: (path) => Promise.resolve({ status: path === "/fallback" ? 200 : 404, ms: 8 }),
    }),
  );
  assertEquals(missing.facts, { host: "calls.example.com", status: 404 });
  const asleep = await checkReachable(makeBench({ own: answering(503, 503) }));
  assertEquals(asleep.facts, { host: "calls.example.com", status: 503 });
  const local = await checkReachable(makeBench({ url: "http://127.0.0.1:54321/functions/v1" }));
  assertEquals([local.level, local.finding], ["red", "functions-private"]);
});

Deno.test("Twilio's errors count when they are about our address; a lost webhook of this hour is red", async () => {
  const alert = (code: string, hours: number, url: string | null = `${publicUrl}/inbound`) => ({
    code,
    url,
    about: null,
    at: ago(hours),
  });
  const found = (...alerts: ReturnType<typeof alert>[]) =>
    checkWebhookErrors(makeBench({ twilio: { alerts: () => Promise.resolve(alerts) } }));
  assertEquals(
    (await found(alert("11200", 0.5, "https://other.example"), alert("11200", 1, null))).level,
    "green",
  );
  assertEquals((await found(alert("11200", 2), alert("13227", 0.1))).level, "amber");
  const now = await found(alert("11200", 2), alert("12100", 3), alert("11200", 0.5));
  assertEquals([now.level, now.finding], ["red", "webhook-errors-now"]);
  assertEquals(now.facts, {
    requests: 12,
    broken: 0,
    alerts: [
      { code: "11200", count: 2, lastAt: ago(0.5) },
      { code: "12100", count: 1, lastAt: ago(3) },
    ],
    lost: 0,
  });
  const ours = await checkWebhookErrors(makeBench({ facts: { broken: 3 } }));
  assertEquals([ours.level, ours.repair], ["amber", null]);
});

Deno.test("a few calls that were closed by asking are no sign; many of the day's are", async () => {
  const found = (closed: number, calls: number) =>
    checkOpenCalls(makeBench({ facts: { closed, calls } }));
  assertEquals((await found(0, 0)).facts, { closed: 0 });
  assertEquals((await found(9, 9)).level, "green");
  assertEquals((await found(10, 201)).level, "green");
  assertEquals(await found(10, 200), {
    check: "open-calls",
    level: "amber",
    finding: "open-calls-many",
    facts: { closed: 10, calls: 200 },
    repair: null,
  });
});

Deno.test("callers are lost where Twilio got no document for a call that came in", async () => {
  const [inside, mine, kept] = ["1", "2", "3"].map((digit) => sid("CA", digit));
  assert(inside !== undefined && mine !== undefined && kept !== undefined);
  const failed = (about: string, path: string) => ({
    code: "11200",
    url: publicUrl + path,
    about,
    at: ago(0.1),
  });
  const found = await checkWebhookErrors(makeBench({
    twilio: {
      // Twice the same caller, a call out of an agent's, and one of whom only the end was not told.
      alerts: () =>
        Promise.resolve([
          failed(inside, "/inbound"),
          failed(inside, "/fallback"),
          failed(mine, "/inbound"),
          failed(kept, "/status"),
        ]),
      callsIn: (number) =>
        Promise.resolve(
          number === berlin ? [inside, kept].map((sid) => ({ sid, from: "anonymous" })) : [],
        ),
    },
  }));
  assertEquals("lost" in found.facts ? found.facts.lost : undefined, 1);
});

Deno.test("while Twilio takes the next token, all is well but the step that is left", async () => {
  const bench = makeBench({
    stored: { next_auth_token: "next" },
    twilio: {
      credentials: () => Promise.resolve({ accountSid: sid("AC", "7"), authToken: "next" }),
    },
    own: (_path, _form, signature) =>
      Promise.resolve({ status: signature === signedWithNext ? 204 : 403, ms: 8 }),
  });
  const rotation = await checkTokenRotation(bench);
  assertEquals([rotation.level, rotation.finding], ["amber", "next-token-promoted"]);
  assertEquals(rotation.repair, { by: "connection", steps: [{ action: "promote-token" }] });
  assertEquals((await checkSignatures(bench)).finding, "signatures-proved");
});

Deno.test("refused signatures point at a rotation only when Twilio refuses the stored token", async () => {
  const facts = { refused: 4, last_refused_at: ago(0.1) };
  const rotated = await checkTokenRotation(makeBench({ facts, twilio: { account: wrongToken } }));
  assertEquals([rotated.level, rotated.finding], ["red", "rotation-suspected"]);
  assertEquals(rotated.facts, { refused: 4, lastRefusedAt: ago(0.1), genuineAt: ago(1) });
  const forged = await checkTokenRotation(makeBench({ facts }));
  assertEquals([forged.level, forged.finding], ["amber", "wrong-signatures"]);
});
