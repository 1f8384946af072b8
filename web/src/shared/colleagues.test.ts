import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { colleaguesAt, lookAgainInMs } from "./colleagues.ts";
import type { Seat } from "./workspace-data.ts";
import { withNews } from "./workspace-store.ts";

const now = Date.parse("2026-11-25T10:00:00Z");
const seat = (id: number, active = true): Seat => ({
  id,
  workspaceId: 1,
  role: "agent",
  identity: `agent_${id}`,
  displayName: `Agent ${id}`,
  active,
});
const presence = (
  agentId: number,
  status: "available" | "away" | "offline",
  heard: string | null,
  freeFrom: string | null = null,
) => ({
  agent_id: agentId,
  status,
  changed_at: "2026-11-25T09:00:00+00:00",
  heard_at: heard,
  free_from: freeFrom,
});

describe("colleagues", () => {
  const known = new Map([
    [1, presence(1, "available", "2026-11-25T09:59:50+00:00")],
    [2, presence(2, "available", "2026-11-25T09:59:30+00:00")],
    [3, presence(3, "away", "2026-11-25T09:59:50+00:00")],
    [7, presence(7, "away", "2026-11-25T09:30:00+00:00")],
    [8, presence(8, "available", null)],
  ]);
  const all = colleaguesAt(
    now,
    [seat(1), seat(2), seat(3), seat(4), seat(5), seat(6, false), seat(7), seat(8)],
    known,
    new Map([[5, now - 60_000]]),
  );
  const status = (id: number) => all.find((one) => one.agentId === id)?.status;

  it("are available, or away, only while their beat proves that somebody is there", () => {
    assert.equal(status(1), "available");
    assert.equal(status(2), "offline");
    assert.equal(status(3), "away");
    assert.equal(status(7), "offline");
  });

  it("are offline when they chose to be available, but no phone of theirs was heard", () => {
    assert.equal(status(8), "offline");
  });

  it("are looked at again as soon as the oldest beat proves nothing any more", () => {
    assert.equal(lookAgainInMs(now, known), 15_001);
    const late = colleaguesAt(now + 15_001, [seat(1)], known, new Map());
    assert.equal(late[0]?.status, "offline");
  });

  it("wrap up until they ring again, and are looked at right then", () => {
    const wraps = new Map([
      [1, presence(1, "available", "2026-11-25T10:00:00+00:00", "2026-11-25T10:00:07+00:00")],
    ]);
    const statusAt = (at: number) => colleaguesAt(at, [seat(1)], wraps, new Map())[0]?.status;
    assert.equal(statusAt(now), "wrap-up");
    assert.equal(lookAgainInMs(now, wraps), 7_001);
    assert.equal(statusAt(now + 7_001), "available");
  });

  it("are looked at every 20 s at most, and every second at least", () => {
    assert.equal(lookAgainInMs(now, new Map()), 20_000);
    const old = presence(1, "available", "2026-11-25T09:59:35+00:00");
    assert.equal(lookAgainInMs(now, new Map([[1, old]])), 1_000);
  });

  it("are offline when they never were online", () => {
    assert.equal(status(4), "offline");
  });

  it("are on a call before anything else, and since when", () => {
    assert.deepEqual(all.find((one) => one.agentId === 5), {
      agentId: 5,
      name: "Agent 5",
      status: "on-a-call",
      since: now - 60_000,
    });
  });

  it("are no colleagues any more when their seat was taken away", () => {
    assert.equal(status(6), undefined);
  });
});

describe("news of presence", () => {
  const old = presence(1, "available", "2026-11-25T09:59:50+00:00");

  it("replaces what is known", () => {
    const news = { ...old, status: "away" as const, changed_at: "2026-11-25T09:30:00+00:00" };
    assert.equal(withNews(new Map([[1, old]]), news).get(1)?.status, "away");
  });

  it("changes nothing when it is older than what is known", () => {
    const known = new Map([[1, old]]);
    const late = { ...old, status: "offline" as const, changed_at: "2026-11-25T08:00:00+00:00" };
    assert.equal(withNews(known, late), known);
  });
});
