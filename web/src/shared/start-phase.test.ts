import assert from "node:assert/strict";
import { it, mock } from "node:test";

/** Each page has one start. */
const openPage = async (name: string) =>
  await import(`./start-phase.ts?${name}`) as typeof import("./start-phase.ts");

it("holds back what can wait until the phone is up, and nothing from then on", async () => {
  const { afterStart, endStart } = await openPage("up");
  const ran: string[] = [];
  afterStart(() => ran.push("first"));
  const callOff = afterStart(() => ran.push("called off"));
  callOff();
  assert.equal(ran.length, 0);
  endStart();
  assert.deepEqual(ran, ["first"]);
  afterStart(() => ran.push("later"));
  assert.deepEqual(ran, ["first", "later"]);
});

it("does not wait for a phone that nobody brings up", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { afterStart } = await openPage("offline");
  let ran = 0;
  afterStart(() => ran++);
  mock.timers.tick(999);
  assert.equal(ran, 0);
  mock.timers.tick(1);
  assert.equal(ran, 1);
  mock.timers.reset();
});
