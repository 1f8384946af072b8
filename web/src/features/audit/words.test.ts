import assert from "node:assert/strict";
import { test } from "node:test";
import { actorName, deedText, factsOf } from "./words.ts";

test("a change is a sentence", () => {
  const cases = [
    ["workspace.renamed", { before: "A", after: "B" }, "renamed the workspace from A to B"],
    [
      "workspace.country_changed",
      { before: "DE", after: "GB" },
      "changed the home country from Germany to United Kingdom",
    ],
    ["number.brought_in", { number: "+442079460170" }, "brought in +44 20 7946 0170"],
    ["invitation.made", { email: "a@b.example", role: "agent" }, "invited a@b.example as an agent"],
    ["agent.role_changed", { name: "Priya", after: "admin" }, "made Priya an admin"],
  ] as const;
  for (const [action, detail, text] of cases) assert.equal(deedText({ action, detail }), text);
});

test("one that has no words is named as it is", () => {
  assert.equal(
    deedText({ action: "robot.hired", detail: {} }),
    "made a change of another kind: robot.hired",
  );
  assert.match(deedText({ action: "constructor", detail: {} }), /another kind: constructor/);
});

test("where no seat acted, it says who did", () => {
  assert.equal(actorName({ agentId: null, agentName: "SQL" }), "Somebody by SQL");
  assert.equal(actorName({ agentId: null, agentName: "System" }), "Softphone itself");
  assert.equal(actorName({ agentId: 3, agentName: "SQL" }), "SQL");
});

test("the detail is facts with names, settings within it a line each", () => {
  assert.deepEqual(
    factsOf({
      agent_id: 7,
      number: "+442079460170",
      before: { voice_url: "https://old.example", trunk_sid: null, sms_url: "" },
      for_new_agents: true,
      used_by: ["Olga", "Adam"],
      left: {},
    }),
    [
      { name: "Number", lines: ["+442079460170"] },
      { name: "Before", lines: ["Voice url: https://old.example"] },
      { name: "For new agents", lines: ["yes"] },
      { name: "Used by", lines: ["Olga", "Adam"] },
      { name: "Left", lines: ["nothing"] },
    ],
  );
});
