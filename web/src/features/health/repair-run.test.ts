import assert from "node:assert/strict";
import { test } from "node:test";
import type { HealthCheck } from "../../../../supabase/functions/_shared/contracts/health.ts";
import { problemOf, type Result } from "../../shared/problem.ts";
import type { ShownStep } from "../../shared/ui/steps.tsx";
import { repairCheck } from "./repair-run.ts";

const at = "2026-06-17T11:40:00Z";
const numberSid = `PN${"1".repeat(32)}`;
const broken: HealthCheck = {
  check: "numbers",
  level: "red",
  finding: "numbers-elsewhere",
  facts: {
    drifted: [{
      number: "+442079460142",
      numberSid,
      answeredBy: { kind: "url", name: "old-ivr.example" },
      statusCallback: null,
      statusIsOurs: false,
    }],
    gone: [],
    here: [],
    lost: null,
  },
  repair: { by: "connection", steps: [{ action: "app" }, { action: "bring-in", numberSid }] },
  since: at,
  checked_at: at,
};
const mended: HealthCheck = {
  check: "numbers",
  level: "green",
  finding: "numbers-here",
  facts: { numbers: ["+442079460142"] },
  repair: null,
  since: at,
  checked_at: at,
};

const good = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value });
const bad = () => Promise.resolve({ ok: false as const, problem: problemOf("E-TWILIO") });

async function run(changed: { bringIn?: typeof bad; found?: HealthCheck }) {
  let steps: readonly ShownStep[] = [];
  const asked: string[] = [];
  let now = 0;
  const fresh = await repairCheck(broken, {
    connection: {
      key: () => good({ keySid: "", made: true, deleted: 0 }),
      app: () => {
        asked.push("app");
        return good({ appSid: "", name: "Softphone-7", made: false, changed: true });
      },
      promoteToken: () => {
        asked.push("promote-token");
        return bad();
      },
      bringIn: (sid) => {
        asked.push(`bring-in ${sid}`);
        return changed.bringIn?.() ?? good({ number: "+442079460142", moved: true });
      },
    },
    health: {
      check: () => {
        asked.push("check");
        return good({ checks: [changed.found ?? mended] });
      },
    },
    now: () => (now += 100),
    report: (next) => (steps = next),
  });
  return { steps, asked, fresh };
}

test("a repair takes its steps in order and ends in a fresh check", async () => {
  const { steps, asked, fresh } = await run({});
  assert.deepEqual(asked, ["app", `bring-in ${numberSid}`, "check"]);
  assert.deepEqual(steps.map(({ title }) => title), [
    "TwiML App set up",
    "+44 20 7946 0142 is routed here",
    "Checked again",
  ]);
  assert.deepEqual(steps.map(({ ms }) => ms), [100, 100, 100]);
  assert.equal(steps[2]?.fact, "Good now.");
  assert.deepEqual(fresh, [mended]);
});

test("a step that fails says why and ends the repair", async () => {
  const { steps, asked, fresh } = await run({ bringIn: bad });
  assert.deepEqual(asked, ["app", `bring-in ${numberSid}`]);
  assert.deepEqual(steps.map(({ status }) => status), ["done", "failed", "todo"]);
  assert.equal(steps[1]?.title, "+44 20 7946 0142 isn’t routed here");
  assert.equal(steps[1]?.problem?.code, "E-TWILIO");
  assert.equal(fresh, null);
});

test("a repair that did not help does not say that it did", async () => {
  const { steps } = await run({ found: broken });
  assert.equal(steps[2]?.fact, "It’s not fixed yet. The row above says what’s left to do.");
});
