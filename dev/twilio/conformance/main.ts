// Runs the suite against the account of the environment, or without one against a simulator of its own.
//
//   node dev/run.mjs conformance
//
// Exit code 1: something was seen otherwise than the simulator assumes it. For a real account that is a finding.

import { openBrowser } from "../../test/browser.ts";
import { CASES } from "./cases.ts";
import { startLocalTarget } from "./local-target.ts";
import { openStage } from "./stage.ts";
import { runCases, table } from "./suite.ts";
import { readTarget } from "./target.ts";

const given = readTarget(process.env);
const local = given === null ? await startLocalTarget("Full") : null;
const target = given ?? local?.target;
if (target === undefined) throw new Error("Cannot run the conformance suite: no target");
console.log(`Conformance with ${given === null ? "the simulator" : target.baseUrl}\n`);
const stage = await openStage(target, openBrowser);
try {
  const findings = await runCases(stage, CASES);
  console.log(table(findings));
  const otherwise = findings.filter(({ seen, assumed }) => seen !== null && seen !== assumed);
  process.exitCode = otherwise.length === 0 ? 0 : 1;
} finally {
  await stage.close();
  await local?.close();
}
