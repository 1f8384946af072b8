import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inOrder, isLastAdmin, ringNobodyWithout } from "./team-rules.ts";
import type { Person } from "./team-server.ts";

const line = "+493023125610";

function person(agentId: number, changed: Partial<Person> = {}): Person {
  return {
    agentId,
    name: `Person ${agentId}`,
    email: null,
    role: "agent",
    active: true,
    heardAt: null,
    numbers: [],
    ...changed,
  };
}

describe("the last admin", () => {
  const jonas = person(1, { role: "admin" });

  it("is the only active one", () => {
    assert.equal(isLastAdmin(jonas, [jonas, person(2)]), true);
    assert.equal(
      isLastAdmin(jonas, [jonas, person(2, { role: "admin", active: false })]),
      true,
    );
    assert.equal(isLastAdmin(jonas, [jonas, person(2, { role: "admin" })]), false);
  });

  it("is nobody who is no admin, or was deactivated", () => {
    assert.equal(isLastAdmin(person(2), [jonas, person(2)]), false);
    const off = person(3, { role: "admin", active: false });
    assert.equal(isLastAdmin(off, [jonas, off]), false);
  });
});

describe("numbers that ring nobody without somebody", () => {
  const priya = person(1, { numbers: [{ number: line, rings: true }] });

  it("are those that ring only them", () => {
    assert.deepEqual(ringNobodyWithout(priya, [priya, person(2)]), [line]);
    const aoife = person(2, { numbers: [{ number: line, rings: true }] });
    assert.deepEqual(ringNobodyWithout(priya, [priya, aoife]), []);
  });

  it("do not count who was deactivated, nor who only calls from one", () => {
    const off = person(2, { active: false, numbers: [{ number: line, rings: true }] });
    const caller = person(3, { numbers: [{ number: line, rings: false }] });
    assert.deepEqual(ringNobodyWithout(priya, [priya, off, caller]), [line]);
    assert.deepEqual(ringNobodyWithout(caller, [priya, caller]), []);
  });
});

it("people who work here come first, then those who were switched off, by name", () => {
  const people = [
    person(1, { name: "Wei-Ling", active: false }),
    person(2, { name: "Priya" }),
    person(3, { name: "Ábel" }),
  ];
  assert.deepEqual(inOrder(people).map(({ name }) => name), ["Ábel", "Priya", "Wei-Ling"]);
});
