import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { XMLParser } from "fast-xml-parser";
import type { Result } from "./result.ts";

const root = join(import.meta.dirname, "..", "..");

/** Runs Deno's test runner over files (paths from the root) with the functions' own configuration. */
export async function denoTests(
  files: string[],
  env: Record<string, string> = {},
): Promise<Result[]> {
  if (files.length === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), "softphone-deno-"));
  const report = join(folder, "junit.xml");
  try {
    const output = await deno(files, report, env);
    return parse(readFileSync(report, "utf8"), output);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function deno(files: string[], report: string, env: Record<string, string>): Promise<string> {
  const args = [
    "test",
    "--allow-all",
    "--no-check",
    "--node-modules-dir=manual",
    "--config",
    "supabase/functions/deno.json",
    `--junit-path=${report}`,
    ...files,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, "node_modules/.bin/deno"), args, {
      cwd: root,
      env: { ...process.env, NO_COLOR: "1", ...env },
    });
    let output = "";
    child.stdout.on("data", (data: Buffer) => (output += data));
    child.stderr.on("data", (data: Buffer) => (output += data));
    child.on("error", reject);
    child.on("close", () => resolve(output));
  });
}

interface Case {
  name: string;
  classname: string;
  time: string;
  failure?: unknown;
}

/** Reads Deno's JUnit report; a file that did not even load is one failed test. */
function parse(xml: string, output: string): Result[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    isArray: (tag) => ["testsuite", "testcase"].includes(tag),
  });
  const suites: { testcase?: Case[] }[] = parser.parse(xml).testsuites?.testsuite ?? [];
  const results = suites.flatMap((suite) => suite.testcase ?? []).map((test): Result => ({
    name: test.name,
    file: test.classname.replace(/^\.\//, ""),
    ms: Number(test.time) * 1000,
    failure: test.failure === undefined ? null : failureText(test.failure),
  }));
  const unloaded = /error: .*|\(uncaught error\)/.test(output) &&
    !results.some((result) => result.failure !== null);
  return unloaded
    ? [...results, {
      name: "test files load",
      file: "supabase/functions",
      ms: 0,
      failure: output.slice(-4000),
    }]
    : results;
}

function failureText(failure: unknown): string {
  return typeof failure === "string" ? failure : JSON.stringify(failure, null, 2);
}
