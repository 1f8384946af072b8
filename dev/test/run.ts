// `npm test`: the gate, then every test from the lowest level up, then `N passed, N failed`.
//
//   npm test                    everything
//   npm test -- unit browser    some phases: check, unit, sql, http, browser
import { prepare } from "../stack/prepared.ts";
import { browserPhase, checkPhase, httpPhase, sqlPhase, unitPhase } from "./phases.ts";
import type { Result } from "./result.ts";

const phases: { name: string; run: () => Promise<Result[]> }[] = [
  { name: "check", run: checkPhase },
  { name: "unit", run: unitPhase },
  { name: "sql", run: sqlPhase },
  { name: "http", run: httpPhase },
  { name: "browser", run: browserPhase },
];

/** Runs the named phases (all of them when none is named) and prints what happened. */
export async function runTests(names: string[]): Promise<{ passed: number; failed: number }> {
  const chosen = phases.filter((phase) => names.length === 0 || names.includes(phase.name));
  if (chosen.length === 0) {
    throw new Error(`Cannot test: no phase is called ${names.join(", ")}`);
  }
  const results: Result[] = [];
  const times: string[] = [];
  let prepared: { remove: () => void } | null = null;
  for (const phase of chosen) {
    console.log(`\n== ${phase.name}`);
    const began = performance.now();
    // Should it fail, the phase's own tests say better what is wrong.
    if (phase.name !== "check") prepared ??= await prepare().catch(() => null);
    const found = await phase.run().catch((error: unknown): Result[] => [
      { name: `phase ${phase.name} runs`, file: phase.name, ms: 0, failure: inspect(error) },
    ]);
    const ms = performance.now() - began;
    results.push(...found);
    const failed = found.filter((result) => result.failure !== null);
    for (const result of failed) report(result);
    times.push(`${phase.name} ${(ms / 1000).toFixed(0)} s`);
    console.log(
      `${found.length - failed.length} of ${found.length} passed (${(ms / 1000).toFixed(1)} s)`,
    );
  }
  prepared?.remove();
  summarise(results, times);
  const failed = results.filter((result) => result.failure !== null).length;
  return { passed: results.length - failed, failed };
}

function inspect(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function report(result: Result) {
  console.log(`\nFAIL ${result.file}: ${result.name}`);
  console.log(
    (result.failure ?? "").split("\n").slice(0, 60).map((line) => `     ${line}`).join("\n"),
  );
}

function summarise(results: Result[], times: string[]) {
  console.log("\n== slowest");
  const slowest = results.toSorted((a, b) => b.ms - a.ms).slice(0, 10);
  for (const { ms, file, name } of slowest) {
    console.log(`${(ms / 1000).toFixed(1).padStart(6)} s  ${file}: ${name}`);
  }
  console.log(`\n${times.join(", ")}`);
}

if (process.argv[1] === import.meta.filename) {
  const { passed, failed } = await runTests(process.argv.slice(2));
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
