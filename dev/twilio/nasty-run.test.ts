// Many calls at once, also under every fault of callbacks, against a small application that is no part of any product: it
// dials, and believes the callback with the highest SequenceNumber.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as v from "valibot";
import { startTwilio } from "./server.ts";
import { AUTH_TOKEN, OUR_NUMBER, testAccount } from "./testing/accounts.ts";
import { startCustomer } from "./testing/customer.ts";
import type { Form } from "./webhooks/signature.ts";

const NASTY = { duplicate: 0.3, drop: 0.1, shuffle: 0.5, delayMs: 40 };
const BEHAVIOURS = [
  { behaviour: "answer", ringMs: 3000, hangupAfterMs: 60_000 },
  { behaviour: "busy" },
  { behaviour: "no-answer" },
  { behaviour: "reject", ringMs: 2000 },
  { behaviour: "no-answer", ringMs: 8000 },
];
const ENDS = ["completed", "busy", "no-answer", "busy", "no-answer"];
const FINAL = ["completed", "busy", "no-answer", "canceled", "failed"];
const shown = v.array(
  v.object({
    sid: v.string(),
    parentSid: v.nullable(v.string()),
    to: v.string(),
    status: v.string(),
  }),
);

const digits = (n: number) => String(n).padStart(4, "0");
const number = (form: Form) => `+1202556${form["From"]?.slice(-4)}`;

/** Every callback of the legs in the order in which it came, and how each leg really ended. */
async function run(seed: number, count: number, callbacks: object = NASTY) {
  const customer = await startCustomer(AUTH_TOKEN);
  const simulator = await startTwilio({ port: 0, accounts: [testAccount(customer.url)] });
  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${simulator.url}/_control${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    assert.ok(response.ok, `${method} ${path}: ${response.status}`);
    return await response.json();
  }
  customer.answers["/voice"] = (form) =>
    `<Response><Dial answerOnBridge="true" timeout="30" callerId="${OUR_NUMBER}" action="/action">` +
    `<Number statusCallback="/status" statusCallbackEvent="initiated ringing answered completed">` +
    `${number(form)}</Number></Dial></Response>`;
  customer.answers["/action"] = "<Response/>";
  customer.answers["/status"] = "";
  customer.answers["/app-status"] = "";
  await control("PUT", "/faults", { seed, callbacks });
  for (let n = 0; n < count; n++) {
    await control("PUT", `/numbers/+1202556${digits(n)}`, BEHAVIOURS[n % BEHAVIOURS.length]);
  }
  for (let n = 0; n < count; n++) {
    await control("POST", "/calls", { from: `+1202557${digits(n)}`, to: OUR_NUMBER });
  }
  await control("POST", "/clock", { advanceMs: 300_000 });
  await simulator.webhooks.idle();
  const calls = v.parse(shown, await control("GET", "/calls"));
  await simulator.close();
  await customer.close();
  const came = customer.came.filter(({ path }) => path === "/status").map(({ form }) => form);
  return { calls, legs: calls.filter(({ parentSid }) => parentSid !== null), came };
}

/** What came for each leg, by the number that was called. */
function story({ legs, came }: Awaited<ReturnType<typeof run>>): Record<string, string[]> {
  return Object.fromEntries(legs.map(({ sid, to }) => [
    to,
    came.filter((form) => form["CallSid"] === sid)
      .map((form) => `${form["SequenceNumber"]} ${form["CallStatus"]}`),
  ]));
}

test("under lost, repeated, delayed and overtaking callbacks every call ends as its telephone does, and an application that goes by SequenceNumber is right wherever the last one came", async () => {
  const at = await run(7, 40);
  assert.equal(at.legs.length, 40);
  assert.ok(at.calls.every(({ status }) => FINAL.includes(status)));
  let lost = 0;
  for (const { sid, to, status } of at.legs) {
    assert.equal(status, ENDS[Number(to.slice(-4)) % ENDS.length], to);
    const [newest] = at.came.filter((form) => form["CallSid"] === sid)
      .toSorted((one, other) => Number(other["SequenceNumber"]) - Number(one["SequenceNumber"]));
    const believed = newest?.["CallStatus"] ?? "";
    if (FINAL.includes(believed)) assert.equal(believed, status, to);
    else lost++;
  }
  const stories = Object.values(story(at));
  const repeated = stories.filter((steps) => new Set(steps).size < steps.length).length;
  const reordered = stories.filter((steps) => steps.join() !== steps.toSorted().join()).length;
  // The run is worth something only if each kind of fault struck.
  assert.ok(lost > 0 && repeated > 5 && reordered > 5, `${lost} ${repeated} ${reordered}`);
});

test("the same seed tells the same story twice, another seed another one", async () => {
  const [one, again] = [story(await run(11, 20)), story(await run(11, 20))];
  const other = story(await run(12, 20));
  assert.deepEqual(again, one);
  assert.notDeepEqual(other, one);
});

test("without faults, of two hundred calls at once no step is lost, repeated or out of its order", async () => {
  const at = await run(1, 200, {});
  const stories = story(at);
  assert.equal(Object.keys(stories).length, 200);
  for (const [to, steps] of Object.entries(stories)) {
    const end = ENDS[Number(to.slice(-4)) % ENDS.length];
    const answered = end === "completed" ? ["in-progress"] : [];
    // A busy telephone does not ring.
    const rang = BEHAVIOURS[Number(to.slice(-4)) % ENDS.length]?.behaviour === "busy"
      ? []
      : ["ringing"];
    const expected = ["initiated", ...rang, ...answered, end];
    assert.deepEqual(steps, expected.map((status, n) => `${n} ${status}`), to);
  }
});
