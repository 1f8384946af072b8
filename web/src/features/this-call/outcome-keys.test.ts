import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { activeTags, tagOfKey } from "./outcome-keys.ts";

const tags = activeTags([
  { id: 1, name: "Complaint", key: 4 },
  { id: 2, name: "Old", key: null },
  { id: 3, name: "Booked", key: 1 },
]);
const press = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

describe("outcomes", () => {
  it("stand in the order of their keys, without those that are archived", () => {
    assert.deepEqual(tags.map(({ name }) => name), ["Booked", "Complaint"]);
  });

  it("are chosen by their own key, and by no other", () => {
    assert.equal(tagOfKey(press("4"), tags)?.name, "Complaint");
    assert.equal(tagOfKey(press("2"), tags), null);
    assert.equal(tagOfKey(press("1", { ctrlKey: true }), tags), null, "that is the browser's");
  });
});
