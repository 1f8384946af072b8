// `npm run check`: the one gate before tests. Each step is a command that anybody can run alone.
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");
const bin = (name: string) => join(root, "node_modules", ".bin", name);

interface Step {
  name: string;
  command: string;
  args: string[];
}

const formatted = ["dev", "e2e", "bench", "web", "supabase/functions", "supabase/tests"];

/** The steps of the gate, the quick ones first. */
function steps(): Step[] {
  const node = process.execPath;
  return [
    {
      name: "lock file is complete, with hashes",
      command: node,
      args: ["dev/tools/complete-lock.mjs", "--check"],
    },
    {
      name: "versions agree, install scripts are named",
      command: node,
      args: ["dev/tools/versions.ts"],
    },
    {
      name: "locked migrations are unchanged",
      command: node,
      args: ["dev/tools/migrations-lock.ts", "--check"],
    },
    { name: "licences are listed", command: node, args: ["dev/tools/licences.ts", "--check"] },
    { name: "types of tools and tests", command: bin("tsc"), args: ["-p", "tsconfig.json"] },
    { name: "types of web", command: bin("tsc"), args: ["-p", "web"] },
    { name: "types of whole-call tests", command: bin("tsc"), args: ["-p", "e2e"] },
    { name: "types of the gallery", command: bin("tsc"), args: ["-p", "dev/gallery"] },
    {
      name: "types of functions",
      command: bin("deno"),
      args: [
        "check",
        "--config",
        "supabase/functions/deno.json",
        "--node-modules-dir=manual",
        ...globSync("supabase/functions/**/*.ts", { cwd: root }),
      ],
    },
    { name: "lint and import directions", command: bin("oxlint"), args: [] },
    {
      name: "format",
      command: bin("deno"),
      args: ["fmt", "--check", "--config", "dev/fmt.json", ...sources()],
    },
    { name: "dead code", command: bin("knip"), args: ["--no-progress"] },
    {
      name: "SQL lint",
      command: bin("squawk"),
      args: globSync("supabase/{schemas,migrations}/*.sql", { cwd: root }),
    },
    {
      name: "schemas and migrations agree",
      command: node,
      args: ["dev/tools/schemas.ts"],
    },
    {
      name: "database types are in step",
      command: node,
      args: ["dev/tools/gen-types.ts", "--check"],
    },
  ];
}

function sources(): string[] {
  return formatted
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx,mjs,css}`, { cwd: root }))
    .filter((file) => !/(^|\/)(dist|node_modules|public)\/|database\.types\.ts$/.test(file));
}

/** Runs one step; resolves with its output when it failed, else null. */
function run(step: Step): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(step.command, step.args, {
      cwd: root,
      env: { ...process.env, NO_COLOR: "1" },
    });
    let output = "";
    child.stdout.on("data", (data: Buffer) => (output += data));
    child.stderr.on("data", (data: Buffer) => (output += data));
    child.on("error", (error) => resolve(String(error)));
    child.on("close", (code) => resolve(code === 0 ? null : output.trim() || `exit code ${code}`));
  });
}

/** What became of one step. */
export interface StepResult {
  name: string;
  ms: number;
  /** Null when it passed, else what it printed. */
  failure: string | null;
}

/** Runs all steps, two at a time, and tells of each as it is done. */
export async function check(
  onDone: (result: StepResult) => void = () => undefined,
): Promise<StepResult[]> {
  const queue = steps();
  const results: StepResult[] = [];
  const worker = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) {
      const began = performance.now();
      const failure = await run(step);
      const result = { name: step.name, ms: performance.now() - began, failure };
      results.push(result);
      onDone(result);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}

function print({ name, ms, failure }: StepResult): void {
  console.log(`${failure === null ? "ok  " : "FAIL"} ${name} (${(ms / 1000).toFixed(1)} s)`);
  if (failure === null) return;
  console.log(failure.split("\n").slice(0, 80).map((line) => `     ${line}`).join("\n"));
}

if (process.argv[1] === import.meta.filename) {
  const results = await check(print);
  process.exit(results.every(({ failure }) => failure === null) ? 0 : 1);
}
