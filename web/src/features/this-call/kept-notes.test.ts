import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { keptNotes } from "./kept-notes.ts";

/** As a browser's, with room for so many entries. */
function storage(room = Infinity): Storage {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem(key, value) {
      if (entries.size >= room) throw new DOMException("full", "QuotaExceededError");
      entries.set(key, value);
    },
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  };
}

describe("notes that wait in the browser", () => {
  it("are those of the one seat", () => {
    const shared = storage();
    const priya = keptNotes(shared, 2, () => 0);
    const tom = keptNotes(shared, 22, () => 0);
    assert.ok(priya.put(41, { body: "Two cabins", version: 3 }));
    assert.ok(tom.put(5, { body: "", version: null }));
    assert.deepEqual([priya.calls(), tom.calls()], [[41], [5]]);
    assert.deepEqual(priya.get(41), { body: "Two cabins", version: 3 });
    priya.remove(41);
    assert.deepEqual([priya.calls(), priya.get(41)], [[], null]);
  });

  it("say when the browser has no room", () => {
    assert.equal(keptNotes(storage(0), 2, () => 0).put(41, { body: "x", version: 0 }), false);
  });

  it("go after a month, and nothing that something else left there is read", () => {
    const shared = storage();
    let now = 0;
    const kept = keptNotes(shared, 2, () => now);
    kept.put(41, { body: "x", version: 0 });
    shared.setItem("softphone-note-2-42", "not ours");
    now = 31 * 86_400_000;
    assert.deepEqual(kept.calls(), []);
    assert.equal(shared.getItem("softphone-note-2-41"), null);
  });
});
