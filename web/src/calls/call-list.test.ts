import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import { cursorOf, mergeCalls } from "./call-list.ts";
import { databaseCall } from "./fixtures.ts";

const call = (id: number, minute: number, version = 1) =>
  databaseCall({
    id,
    created_at: `2026-11-25T10:${String(minute).padStart(2, "0")}:00.000000+00:00`,
    version,
  });
const ids = (list: readonly Call[]) => list.map((one) => one.id);

describe("the list of calls", () => {
  it("is newest first, and by id where the moment is the same", () => {
    assert.deepEqual(ids(mergeCalls([], [call(1, 1), call(3, 2), call(2, 2)])), [3, 2, 1]);
  });

  it("has each call once, in its newest version", () => {
    const list = mergeCalls([call(1, 1, 1)], [call(1, 1, 3)]);
    assert.equal(list.length, 1);
    assert.equal(list[0]?.version, 3);
  });

  it("does not change for old news", () => {
    const list = mergeCalls([], [call(1, 1, 3)]);
    assert.equal(mergeCalls(list, [call(1, 1, 2), call(1, 1, 3)]), list);
  });

  it("goes on where its last page ended", () => {
    const page = [call(5, 9), call(4, 8)];
    assert.deepEqual(cursorOf(page), { createdAt: page[1]?.created_at, id: 4 });
    assert.equal(cursorOf([]), null);
  });
});
