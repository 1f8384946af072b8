import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createBench, statuses } from "../testing/bench.ts";

/** Two devices of one identity and one of another ring. */
function ring() {
  const bench = createBench();
  bench.answers["/voice"] = `<Response><Dial action="/action"><Client
    statusCallback="/leg" statusCallbackEvent="answered completed">ada</Client></Dial></Response>`;
  bench.answers["/action"] = `<Response><Pause length="60"/></Response>`;
  const [first, second] = [bench.register("ada"), bench.register("ada")];
  bench.callIn();
  return {
    bench,
    begin: () => bench.clock.advance(1),
    devices: () =>
      [first, second].map(({ rung }) => {
        const [one] = rung;
        assert.ok(one);
        return one.farEnd.script;
      }),
    told: () => statuses(bench.told.filter(({ url }) => url.endsWith("/leg"))),
  };
}

describe("several devices of one identity", () => {
  it("all stop when one declines (seen live by others)", async () => {
    const { bench, begin, devices, told } = ring();
    await begin();
    const [one, other] = devices();
    one?.refuse("busy", 603);
    await bench.clock.advance(1);
    assert.deepEqual(told(), ["busy"]);
    // It rings there no more: an answer changes nothing.
    other?.answer();
    await bench.clock.advance(1);
    assert.deepEqual(told(), ["busy"]);
    assert.equal(bench.asked.at(-1)?.form["DialCallStatus"], "busy");
  });

  it("stop ringing when one answers", async () => {
    const { bench, begin, devices, told } = ring();
    await begin();
    const [one, other] = devices();
    other?.answer();
    one?.answer();
    one?.hangUp();
    await bench.clock.advance(1);
    assert.deepEqual(told(), ["in-progress"]);
  });

  it("ring on where one cannot be reached (assumed)", async () => {
    const { bench, begin, devices, told } = ring();
    await begin();
    const [one, other] = devices();
    one?.refuse("no-answer", 480);
    await bench.clock.advance(1);
    assert.deepEqual(told(), []);
    other?.refuse("no-answer", 480);
    await bench.clock.advance(1);
    assert.deepEqual(told(), ["no-answer"]);
  });
});
