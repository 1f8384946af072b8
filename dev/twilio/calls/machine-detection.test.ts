import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OUR_NUMBER, THEIR_NUMBER } from "../testing/accounts.ts";
import { createBench, CUSTOMER, paths, statuses } from "../testing/bench.ts";

/** A browser calls a telephone with detection. */
function call(attributes: string, behaviour: "answer" | "voicemail") {
  const bench = createBench();
  bench.behave(THEIR_NUMBER, { behaviour, ringMs: 0 });
  bench.answers["/voice"] = `<Response><Dial answerOnBridge="true" callerId="${OUR_NUMBER}">` +
    `<Number url="/whisper" statusCallback="/leg" machineDetection="Enable" ${attributes}>` +
    `${THEIR_NUMBER}</Number></Dial></Response>`;
  bench.answers["/whisper"] = "<Response/>";
  const { call } = bench.connect("ada");
  return { bench, call };
}

describe("answering-machine detection of a Number", () => {
  for (const [behaviour, found] of [["answer", "human"], ["voicemail", "machine_start"]] as const) {
    it(`seen live by others: takes 4 s before the call goes on; ${behaviour} is ${found}`, async () => {
      const { bench, call: caller } = call("", behaviour);
      await bench.clock.advance(3900);
      assert.deepEqual(paths(bench.asked), ["/voice"]);
      assert.equal(caller.status, "ringing");
      await bench.clock.advance(200);
      assert.equal(caller.status, "in-progress");
      assert.equal(bench.asked.at(-1)?.form["AnsweredBy"], found);
      bench.leg(THEIR_NUMBER).end("control");
      const [ended] = bench.told.filter(({ url }) => url.endsWith("/leg"));
      assert.deepEqual([ended?.form["CallStatus"], ended?.form["AnsweredBy"]], [
        "completed",
        found,
      ]);
    });
  }

  it("documented: with a callback the call goes on at once, and the callback says what was found", async () => {
    const { bench, call: caller } = call(`amdStatusCallback="${CUSTOMER}/amd"`, "voicemail");
    await bench.clock.advance(100);
    assert.equal(caller.status, "in-progress");
    await bench.clock.advance(4000);
    const [told] = bench.told.filter(({ url }) => url.endsWith("/amd"));
    assert.equal(told?.form["AnsweredBy"], "machine_start");
    assert.equal(told.form["CallSid"], bench.leg(THEIR_NUMBER).sid);
  });

  it("assumed: who hangs up meanwhile was found by nobody", async () => {
    const { bench, call: caller } = call("", "answer");
    await bench.clock.advance(1000);
    caller.end("control");
    await bench.clock.advance(5000);
    assert.equal(bench.leg(THEIR_NUMBER).answeredBy, null);
    assert.deepEqual(statuses(bench.told.filter(({ url }) => url.endsWith("/leg"))), ["completed"]);
  });
});

describe("answering-machine detection of a call that the API makes", () => {
  it("documented: its document is asked for with what was found", async () => {
    const bench = createBench();
    bench.behave(THEIR_NUMBER, { behaviour: "voicemail", ringMs: 0 });
    bench.answers["/voice"] = `<Response><Pause length="60"/></Response>`;
    const call = bench.engine.place({
      account: bench.callIn().call.account,
      from: OUR_NUMBER,
      to: { kind: "number", number: THEIR_NUMBER },
      start: { kind: "url", url: `${CUSTOMER}/voice?placed`, method: "POST" },
      fallback: null,
      subscription: null,
      timeoutS: 30,
      timeLimitS: 3600,
      detection: { mode: "DetectMessageEnd", asynchronous: false, callback: null },
    });
    await bench.clock.advance(3900);
    const asked = () => bench.asked.filter(({ url }) => url.endsWith("?placed"));
    assert.deepEqual(asked(), []);
    await bench.clock.advance(200);
    assert.deepEqual(asked().map(({ form }) => form["AnsweredBy"]), ["machine_end_beep"]);
    assert.equal(call.answeredBy, "machine_end_beep");
  });
});
