import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { policy } from "./fixtures.ts";
import { typedNumber } from "./typed-number.ts";

const free = { policy, pause: null, mayCallEmergencies: false };
const pause = { cause: "minutes", limit: 600, until: 0, timeZone: "Europe/Berlin" } as const;
const judge = (text: string, rules: Parameters<typeof typedNumber>[2] = free) => {
  const number = typedNumber(text, "DE", rules);
  return number && (number.destination.to ?? number.destination.problem?.message);
};

describe("a typed number", () => {
  test("is read in the workspace's country", () => {
    assert.equal(judge("030 23125999"), "+493023125999");
    assert.equal(judge("Desk: +44 20 7946 0018"), "+442079460018");
  });

  test("is refused with its reason", () => {
    assert.equal(judge("+49 30 2"), "Too short for a number in Germany.");
    assert.equal(judge("+53 7 1234567"), "Calls to Cuba are off in this workspace.");
    assert.equal(judge("112"), "Emergency numbers can't be called from here.");
    assert.equal(
      judge("030 23125610, 030 23125611"),
      "This looks like more than one phone number.",
    );
  });

  test("is refused while outgoing calls are paused, with the reason of that", () => {
    assert.equal(judge("030 23125999", { ...free, pause }), "Outgoing calls are paused.");
    const paused = typedNumber("030 23125999", "DE", { ...free, pause });
    assert.equal(paused?.destination.problem?.next, "The workspace reached 600 minutes today.");
    assert.equal(judge("+49 30 2", { ...free, pause }), "Too short for a number in Germany.");
  });

  test("is an emergency's from a line with an address, also during a pause", () => {
    assert.equal(judge("112", { ...free, pause, mayCallEmergencies: true }), "112");
  });
});

describe("a typed name is no number", () => {
  for (const text of ["", "Priya", "Desk 2", "priya@example.com", "-"]) {
    test(JSON.stringify(text), () => assert.equal(typedNumber(text, "DE", free), null));
  }
});
