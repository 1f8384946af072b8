import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { actorName, deedText } from "./sentences.ts";

test("a change is a sentence", () => {
  const cases = [
    ["workspace.renamed", { before: "A", after: "B" }, "renamed the workspace from A to B"],
    [
      "workspace.country_changed",
      { before: "DE", after: "GB" },
      "changed the home country from Germany to United Kingdom",
    ],
    ["number.brought_in", { number: "+442079460170" }, "added +44 20 7946 0170"],
    ["invitation.made", { email: "a@b.example", role: "agent" }, "invited a@b.example as an agent"],
    [
      "call.listened_to",
      { call_id: 7, number: "+442079460170", with_agent: "Zofia" },
      "listened to a call between Zofia and +44 20 7946 0170",
    ],
    ["call.ended", { call_id: 7, number: "anonymous" }, "ended a call with a hidden number"],
    ["agent.role_changed", { name: "Priya", after: "admin" }, "made Priya an admin"],
  ] as const;
  for (const [action, detail, text] of cases) {
    assert.equal(deedText({ action, agentId: 1, detail }), text);
  }
});

test("who does something to the own seat is named once", () => {
  const detail = { number: "+442079460170", agent: "Ben", agent_id: 2 };
  const by = (agentId: number | null, action: string) => deedText({ action, agentId, detail });
  assert.equal(by(2, "number.given"), "was given +44 20 7946 0170");
  assert.equal(by(1, "number.given"), "gave +44 20 7946 0170 to Ben");
  assert.equal(by(null, "number.withdrawn"), "took +44 20 7946 0170 from Ben");
  assert.equal(by(2, "number.use_changed"), "changed what they use +44 20 7946 0170 for");
});

test("one that has no words is named as it is", () => {
  assert.equal(
    deedText({ action: "robot.hired", agentId: 1, detail: {} }),
    "made another change: robot.hired",
  );
  assert.match(
    deedText({ action: "constructor", agentId: 1, detail: {} }),
    /another change: constructor/,
  );
});

test("where no seat acted, it says who did", () => {
  assert.equal(actorName({ agentId: null, agentName: "SQL" }), "Database (SQL)");
  assert.equal(actorName({ agentId: null, agentName: "System" }), "Softphone");
  assert.equal(actorName({ agentId: 3, agentName: "SQL" }), "SQL");
});

test("every action that a migration writes has its sentence", () => {
  const folder = join(import.meta.dirname, "../../../../supabase/migrations");
  const sql = globSync("*.sql", { cwd: folder })
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
  // A line's action stands before its detail: `private.audit(v_seat, 'thing.did', …)`.
  const calls = [...sql.matchAll(/perform private\.audit(?:_change)?\(([^;]*)/g)];
  const actions = calls.flatMap(([, written = ""]) =>
    [...written.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(([, action = ""]) => action)
  );
  assert.ok(actions.length > 10);
  const without = actions.filter((action) =>
    deedText({ action, agentId: 1, detail: {} }).startsWith("made another change")
  );
  assert.deepEqual(without, []);
});
