// What a script has go wrong with API requests, by the official library.

import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import * as v from "valibot";
import { ACCOUNT_SID, OUR_NUMBER } from "../testing/accounts.ts";
import { createRestFaults, restFault } from "./faults.ts";
import { openStand, refused } from "./testing/stand.ts";

const AT = `/2010-04-01/Accounts/${ACCOUNT_SID}`;

describe("a plan", () => {
  const plan = (faults: unknown[], seed = 1) => {
    const planned = createRestFaults();
    planned.set(v.parse(v.array(restFault), faults), seed);
    return planned;
  };
  const refuse = { status: 503, code: 20503 };

  test("names requests by the end of their path, whatever account and ending they have", () => {
    const cases: [pattern: string, path: string, fits: boolean][] = [
      ["Conferences/*/Participants", `${AT}/Conferences/CF1/Participants.json`, true],
      ["Conferences/*/Participants", `${AT}/Conferences/CF1/Participants/CA1.json`, false],
      ["Calls/*", `${AT}/Calls/CA1.json`, true],
      ["/Calls/*", `${AT}/Calls/CA1.json`, true],
      ["Calls/*", `${AT}/Calls.json`, false],
      ["Calls/*", `${AT}/Calls/CA1/Recordings.json`, false],
      ["Calls.json", `${AT}/Calls.json`, true],
      ["Calls", `${AT}/OtherCalls.json`, false],
      [`${ACCOUNT_SID}/Calls`, `${AT}/Calls.json`, true],
      ["AC0/Calls", `${AT}/Calls.json`, false],
      ["routes.twilio.com/v2/PhoneNumbers/*", "/routes.twilio.com/v2/PhoneNumbers/+12", true],
      ["*/*/*/*/*/*", `${AT}/Calls.json`, false],
    ];
    for (const [path, asked, fits] of cases) {
      const planned = plan([{ method: "post", path, ...refuse }]);
      assert.equal(planned.next("GET", asked), null);
      assert.equal(planned.next("POST", asked) !== null, fits, `${path} ${asked}`);
    }
  });

  const happens = (planned: ReturnType<typeof plan>, times: number) =>
    Array.from({ length: times }, () => planned.next("POST", `${AT}/Calls.json`)?.do ?? "-");

  test("counts matches from the n-th on, once unless told otherwise, or all of them", () => {
    const at = { method: "POST", path: "Calls" };
    assert.deepEqual(happens(plan([{ ...at, ...refuse }]), 3), ["refuse", "-", "-"]);
    const second = plan([{ ...at, do: "hang", nth: 2, times: 2 }]);
    assert.deepEqual(happens(second, 5), ["-", "hang", "hang", "-", "-"]);
    assert.deepEqual(second.view().map(({ matched, happened }) => [matched, happened]), [[5, 2]]);
    const all = plan([{ ...at, do: "lose", nth: 2, times: "all" }]);
    assert.deepEqual(happens(all, 4), ["-", "lose", "lose", "lose"]);
  });

  test("counts a request that one fault takes for that one only", () => {
    const at = { method: "POST", path: "Calls" };
    const planned = plan([{ ...at, ...refuse }, { ...at, do: "lose" }, { ...at, do: "hang" }]);
    assert.deepEqual(happens(planned, 4), ["refuse", "lose", "hang", "-"]);
  });

  test("hits a share of the matches, the same ones with the same seed", () => {
    const often = (seed: number) =>
      happens(
        plan([{ method: "POST", path: "Calls", do: "lose", times: "all", rate: 0.3 }], seed),
        200,
      );
    const lost = often(5).filter((one) => one === "lose").length;
    assert.ok(lost > 40 && lost < 80, `${lost}`);
    assert.deepEqual(often(5), often(5));
    assert.notDeepEqual(often(5), often(6));
  });

  test("says what it lacks", () => {
    const bad = [
      { method: "POST", path: "Calls" },
      { method: "POST", path: "Calls", do: "hang", status: 500 },
      { method: "POST", path: "Calls", do: "refuse", status: 200, code: 1 },
      { method: "POST", path: "Calls", do: "lose", nth: 0 },
    ];
    for (const one of bad) assert.throws(() => plan([one]), v.ValiError);
  });
});

describe("over HTTP", () => {
  const stand = openStand({ callsPerSecond: 30 });
  const THEM = "+12025550172";
  after(async () => (await stand).close());
  beforeEach(async () => {
    await (await stand).control("DELETE", "");
    await (await stand).behave(THEM, { behaviour: "no-answer" });
  });

  const shape = v.object({
    rest: v.array(v.looseObject({ matched: v.number(), happened: v.number() })),
  });
  const plan = async (...rest: unknown[]) =>
    await (await stand).control("PUT", "/faults", { rest });
  const happened = async () =>
    v.parse(shape, await (await stand).control("GET", "/faults")).rest.map((one) => one.happened);
  const order = { to: THEM, from: OUR_NUMBER };
  /** What the library says of a request that got no answer. */
  const unanswered = (work: Promise<unknown>) =>
    work.then(() => "answered", (error: unknown) => Object(error).code ?? String(error));

  test("refuse: in Twilio's form, and nothing is done", async () => {
    const { api } = await stand;
    const path = "Conferences/*/Participants";
    await plan(
      { method: "POST", path, status: 429, code: 20429 },
      { method: "POST", path, status: 503, code: 20503 },
    );
    const { participants } = api.conferences("room");
    assert.equal(await refused(participants.create(order)), "429 20429");
    assert.equal(await refused(participants.create(order)), "503 20503");
    assert.deepEqual(await api.calls.list(), []);
    const { callSid } = await participants.create(order);
    assert.deepEqual((await api.calls.list()).map(({ sid }) => sid), [callSid]);
  });

  test("lose: done, but the connection is closed instead of an answer", async () => {
    const { api } = await stand;
    await plan({ method: "POST", path: "Conferences/*/Participants", do: "lose" });
    const { participants } = api.conferences("room");
    assert.equal(await unanswered(participants.create({ ...order, label: "them" })), "ECONNRESET");
    assert.deepEqual((await api.calls.list()).map(({ to }) => to), [THEM]);
    // Tried again with the same label, it meets itself.
    assert.equal(await refused(participants.create({ ...order, label: "them" })), "400 16026");
  });

  test("lose: a redirect and an end happen all the same", async () => {
    const { api, customer } = await stand;
    await plan({ method: "POST", path: "Calls/*", do: "lose", nth: 2, times: "all" });
    const status = `${customer.url}/status`;
    const twiml = "<Response/>";
    const { sid } = await api.calls.create({ ...order, twiml, statusCallback: status });
    // The first match is let through: it is refused, since the call still rings.
    assert.equal(await refused(api.calls(sid).update({ twiml })), "400 21220");
    assert.equal(await unanswered(api.calls(sid).update({ status: "canceled" })), "ECONNRESET");
    const { form } = await customer.wait(({ form }) => form["CallSid"] === sid);
    assert.equal(form["CallStatus"], "canceled");
  });

  for (
    const [how, method, path] of [
      ["another plan", "PUT", "/faults"],
      ["a new beginning", "DELETE", ""],
    ] as const
  ) {
    test(`hang: neither done nor answered, until ${how} lets it go`, async () => {
      const { api, control } = await stand;
      await plan({ method: "POST", path: "Calls", do: "hang" });
      const hanging = unanswered(api.calls.create({ ...order, twiml: "<Response/>" }));
      while ((await happened())[0] !== 1);
      await control(method, path, {});
      assert.equal(await hanging, "ECONNRESET");
      assert.deepEqual(await api.calls.list(), []);
      assert.deepEqual(await happened(), []);
    });
  }

  test("hang: until the client gives up", async () => {
    const { simulator } = await stand;
    await plan({ method: "GET", path: "Calls", do: "hang" });
    const abort = new AbortController();
    const hanging = fetch(`${simulator.url}${AT}/Calls.json`, { signal: abort.signal });
    while ((await happened())[0] !== 1);
    abort.abort();
    await assert.rejects(hanging, { name: "AbortError" });
  });
});
