import assert from "node:assert/strict";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { after, test } from "node:test";
import twilio from "twilio";
import * as v from "valibot";
import { manualClock, systemClock } from "../clock.ts";
import { silentLog } from "../log.ts";
import { createFaults, faultPlan } from "./faults.ts";
import { createWebhooks } from "./webhooks.ts";

interface Got {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

const got: Got[] = [];
let waiting: { count: number; done: () => void } | null = null;
let answer = (_path: string, response: ServerResponse) => void response.end("<Response/>");
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => body += part);
  request.on("end", () => {
    got.push({
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body,
    });
    if (waiting !== null && got.length >= waiting.count) waiting.done();
    answer(request.url ?? "", response);
  });
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
after(() => {
  server.close();
  server.closeAllConnections();
});
const address = server.address();
assert.ok(typeof address === "object" && address !== null);
const base = `http://127.0.0.1:${address.port}`;

function begin(clock = systemClock) {
  got.length = 0;
  answer = (_path, response) => void response.end("<Response/>");
  const faults = createFaults();
  return { faults, webhooks: createWebhooks({ clock, faults, log: silentLog }) };
}
const arrived = (count: number) =>
  new Promise<void>((done) => {
    if (got.length >= count) done();
    else waiting = { count, done };
  });

test("documented: a POST is signed over its URL without the fragment, and logged", async () => {
  const { webhooks } = begin();
  const url = `${base}/voice?x=1#rc=2`;
  const form = { CallSid: "CA1", From: "client:änn" };
  const result = await webhooks.ask({ url, method: "POST", form, authToken: "t" });
  assert.equal(result.kind, "answer");
  const [request] = got;
  assert.ok(request);
  assert.equal(request.path, "/voice?x=1");
  const signature = String(request.headers["x-twilio-signature"]);
  assert.ok(twilio.validateRequest("t", signature, `${base}/voice?x=1`, form));
  assert.ok(request.headers["i-twilio-idempotency-token"]);
  assert.deepEqual(Object.fromEntries(new URLSearchParams(request.body)), form);
  const [record] = webhooks.list({ sid: "CA1" });
  assert.equal(record?.status, 200);
  assert.equal(record?.answer, "<Response/>");
  assert.deepEqual(webhooks.list({ since: 1 }), []);
});

test("documented: a GET carries its fields in the signed URL", async () => {
  const { webhooks } = begin();
  await webhooks.ask({
    url: `${base}/v?a=1`,
    method: "GET",
    form: { CallSid: "CA 1" },
    authToken: "t",
  });
  const [request] = got;
  assert.equal(request?.path, "/v?a=1&CallSid=CA+1");
  const signature = String(request?.headers["x-twilio-signature"]);
  assert.ok(twilio.validateRequest("t", signature, `${base}${request?.path}`, {}));
});

test("documented: a 302 loses the POST body, a 307 keeps it", async () => {
  const { webhooks } = begin();
  answer = (path, response) => {
    if (path === "/302") response.writeHead(302, { location: "/end" });
    if (path === "/307") response.writeHead(307, { location: "/end" });
    response.end();
  };
  const form = { CallSid: "CA1" };
  await webhooks.ask({ url: `${base}/302`, method: "POST", form, authToken: "t" });
  await webhooks.ask({ url: `${base}/307`, method: "POST", form, authToken: "t" });
  assert.deepEqual(got.map((one) => `${one.method} ${one.body}`), [
    "POST CallSid=CA1",
    "GET ",
    "POST CallSid=CA1",
    "POST CallSid=CA1",
  ]);
});

test("documented: one retry with the same token when there is no connection, none on a 500", async () => {
  const { webhooks } = begin();
  const closed = createServer();
  await new Promise<void>((done) => closed.listen(0, "127.0.0.1", done));
  const where = closed.address();
  assert.ok(typeof where === "object" && where !== null);
  await new Promise((done) => closed.close(done));
  const dead = `http://127.0.0.1:${where.port}/x`;
  const result = await webhooks.ask({ url: dead, method: "POST", form: {}, authToken: "t" });
  assert.equal(result.kind, "unreachable");
  assert.equal(webhooks.list({}).length, 2);
  answer = (_path, response) => {
    response.statusCode = 500;
    response.end();
  };
  await webhooks.ask({ url: base, method: "POST", form: {}, authToken: "t" });
  assert.equal(got.length, 1);
});

test("documented: after 15 s without an answer it gives up, and does not try again", async () => {
  const clock = manualClock();
  const { webhooks } = begin(clock);
  answer = () => {};
  const asked = webhooks.ask({ url: base, method: "POST", form: {}, authToken: "t" });
  await arrived(1);
  await clock.advance(15_000);
  assert.deepEqual(await asked, { kind: "failed", message: "no answer in time" });
  assert.equal(got.length, 1);
});

test("documented: connection overrides say how often and after what it is tried again", async () => {
  const { webhooks } = begin();
  let bad = 2;
  answer = (_path, response) => {
    response.statusCode = bad-- > 0 ? 503 : 200;
    response.end();
  };
  const url = `${base}/s#rc=2&rp=5xx,ct,rt`;
  const result = await webhooks.ask({ url, method: "POST", form: {}, authToken: "t" });
  assert.deepEqual(webhooks.list({}).map(({ status }) => status), [503, 503, 200]);
  assert.equal(result.kind === "answer" && result.status, 200);
  const tokens = got.map(({ headers }) => headers["i-twilio-idempotency-token"]);
  assert.equal(new Set(tokens).size, 1);
  bad = 2;
  await webhooks.ask({ url: `${base}/s#rc=5&rp=4xx`, method: "POST", form: {}, authToken: "t" });
  assert.equal(got.length, 4);
});

test("callbacks of one call keep their order", async () => {
  const { webhooks } = begin();
  for (let n = 0; n < 8; n++) {
    webhooks.tell({ url: base, method: "POST", form: { n: `${n}` }, authToken: "t" }, "CA1");
  }
  await webhooks.idle();
  assert.deepEqual(got.map((one) => one.body), Array.from({ length: 8 }, (_, n) => `n=${n}`));
});

test("shuffled callbacks of one call overtake each other", async () => {
  const clock = manualClock();
  const { webhooks, faults } = begin(clock);
  faults.set(v.parse(faultPlan, { seed: 5, callbacks: { shuffle: 0.5 } }));
  for (let n = 0; n < 20; n++) {
    webhooks.tell({ url: base, method: "POST", form: { n: `${n}` }, authToken: "t" }, "CA1");
  }
  await clock.advance(1000);
  await webhooks.idle();
  const order = got.map((one) => Number(new URLSearchParams(one.body).get("n")));
  assert.equal(new Set(order).size, 20);
  assert.notDeepEqual(order, order.toSorted((a, b) => a - b));
});

test("faults lose, repeat and shuffle callbacks, the same seed in the same way", async () => {
  const plan = v.parse(faultPlan, {
    seed: 3,
    callbacks: { duplicate: 0.3, drop: 0.3, shuffle: 0.5 },
  });
  const runs: string[][] = [];
  for (let run = 0; run < 2; run++) {
    const clock = manualClock();
    const { webhooks, faults } = begin(clock);
    faults.set(plan);
    for (let n = 0; n < 20; n++) {
      webhooks.tell({ url: base, method: "POST", form: { n: `${n}` }, authToken: "t" }, `CA${n}`);
    }
    await clock.advance(1000);
    await webhooks.idle();
    runs.push(got.map((one) => one.body).sort());
  }
  assert.deepEqual(runs[0], runs[1]);
  assert.notEqual(new Set(runs[0]).size, runs[0]?.length);
  assert.ok(new Set(runs[0]).size < 20);
});

test("shuffled fields stay the same fields and keep a good signature", async () => {
  const { webhooks, faults } = begin();
  faults.set(v.parse(faultPlan, { seed: 1, callbacks: { shuffle: 1 } }));
  const form = { A: "1", B: "2", C: "3", D: "4", E: "5" };
  await webhooks.ask({ url: base, method: "POST", form, authToken: "t" });
  const body = Object.fromEntries(new URLSearchParams(got[0]?.body));
  assert.deepEqual(body, form);
  assert.notDeepEqual(Object.keys(body), Object.keys(form));
  const signature = String(got[0]?.headers["x-twilio-signature"]);
  assert.ok(twilio.validateRequest("t", signature, base, body));
});

test("an old webhook can be sent again, byte for byte", async () => {
  const { webhooks } = begin();
  await webhooks.ask({ url: base, method: "POST", form: { CallSid: "CA1" }, authToken: "t" });
  const again = await webhooks.repeat(1);
  assert.equal(again?.n, 2);
  assert.equal(again?.status, 200);
  const [first, second] = got;
  assert.equal(first?.body, second?.body);
  for (const header of ["x-twilio-signature", "i-twilio-idempotency-token"]) {
    assert.equal(first?.headers[header], second?.headers[header]);
  }
  assert.equal(await webhooks.repeat(99), null);
});
