import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { wrapUpOf } from "./wrap-up.ts";

const now = Date.parse("2026-11-25T10:00:00Z");
const presence = (status: "available" | "away" | "offline", free_from: string | null) => ({
  agent_id: 1,
  status,
  changed_at: "2026-11-25T09:00:00+00:00",
  heard_at: null,
  free_from,
});

describe("wrap-up", () => {
  it("lasts until the moment that the server names, and not longer", () => {
    const held = presence("available", "2026-11-25T10:00:42+00:00");
    assert.deepEqual(wrapUpOf(held, now), { until: now + 42_000 });
    assert.equal(wrapUpOf(held, now + 42_000), null);
    assert.equal(wrapUpOf(presence("available", null), now), null);
  });

  it("is nobody's who is not rung anyway", () => {
    assert.equal(wrapUpOf(presence("away", "2026-11-25T10:00:42+00:00"), now), null);
    assert.equal(wrapUpOf(null, now), null);
  });
});
