import assert from "node:assert/strict";
import { test } from "node:test";
import { rungPeople } from "./rung-people.ts";

test("a number that rings only people who are away would ring nobody now", () => {
  const person = (agentId: number, status: "available" | "away") => ({
    agentId,
    address: "client:somebody",
    name: `P${agentId}`,
    status,
    since: null,
  });
  const uses = new Map([
    [1, { mayCall: true, rings: true }],
    [2, { mayCall: true, rings: false }],
  ]);
  const people = [person(1, "away"), person(2, "available")];
  assert.deepEqual(rungPeople(uses, people), { names: ["P1"], anybodyNow: false });
  assert.equal(rungPeople(uses, [person(1, "available")]).anybodyNow, true);
});
