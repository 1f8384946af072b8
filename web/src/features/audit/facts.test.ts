import assert from "node:assert/strict";
import { test } from "node:test";
import { factsOf } from "./facts.ts";

test("the detail is facts with names, settings within it a line each", () => {
  assert.deepEqual(
    factsOf({
      after: { b: 1, before: 2 },
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
      { name: "After", lines: ["Before: 2", "B: 1"] },
      { name: "For new agents", lines: ["yes"] },
      { name: "Used by", lines: ["Olga", "Adam"] },
      { name: "Left", lines: ["nothing"] },
    ],
  );
});
