import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inPlace, type Purpose } from "./candidates.ts";
import { colleague, find, team } from "./fixtures.ts";

const keys = (text: string, purpose: Purpose = "transfer") =>
  find(text, purpose).map(({ key }) => key);

describe("what a text finds", () => {
  test("is all colleagues by presence, then by name, without one's own seat, then the lines", () => {
    assert.deepEqual(keys(""), [
      "seat-6",
      "seat-4",
      "seat-5",
      "seat-8",
      "seat-3",
      "seat-2",
      "line-+493023125611",
      "line-+442079460142",
      "line-+493023125610",
    ]);
  });

  test("is no line when somebody is added", () => {
    assert.deepEqual(keys("", "add"), ["seat-6", "seat-4", "seat-5", "seat-8", "seat-3", "seat-2"]);
    assert.deepEqual(keys("sales", "add"), []);
  });

  test("is no telephone for a call that nobody has answered yet", () => {
    assert.deepEqual(keys("030 23125999", "send-on"), []);
    assert.deepEqual(keys("lond", "send-on"), ["line-+442079460142"]);
  });

  test("is whoever has the name, and lines by their name", () => {
    assert.deepEqual(keys("an"), ["seat-4", "seat-3", "seat-2"]);
    assert.deepEqual(keys("lond"), ["line-+442079460142"]);
    assert.deepEqual(keys("xyz"), []);
  });

  test("is a line by part of its number, before the number itself", () => {
    assert.deepEqual(keys("7946"), ["line-+442079460142", "number"]);
    assert.deepEqual(keys("030 23125"), ["line-+493023125611", "line-+493023125610", "number"]);
  });

  test("is not the number beside the line that has it", () => {
    assert.deepEqual(keys("030 23125610"), ["line-+493023125610"]);
    assert.deepEqual(keys("030 23125610", "add"), ["number"]);
  });
});

describe("the open list", () => {
  test("keeps the places of those whose presence changes, and shows the change", () => {
    const before = find("");
    const changed = team.map((one) =>
      one.agentId === 6 ? { ...one, status: "offline" as const } : one
    );
    const after = inPlace(before, find("", "transfer", changed));
    assert.deepEqual(after.map(({ key }) => key), before.map(({ key }) => key));
    assert.equal(after[0]?.kind === "seat" && after[0].colleague.status, "offline");
  });

  test("is in a new order once it has others", () => {
    const more = [...team, colleague(7, "Bo Berg", "available")];
    const after = inPlace(find(""), find("", "transfer", more));
    assert.deepEqual(after.slice(0, 3).map(({ key }) => key), ["seat-6", "seat-7", "seat-4"]);
    const fewer = inPlace(find(""), find("p"));
    assert.deepEqual(fewer.map(({ key }) => key), ["seat-4"]);
  });
});
