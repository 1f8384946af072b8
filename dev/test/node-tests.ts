import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { run } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import type { Result } from "./result.ts";

const root = `${import.meta.dirname}/../..`;

/**
 * Runs node:test files, each in a process of its own. Files that share nothing but the process can have one together,
 * which imports them one after the other: a file that does not load fails there as any other.
 * @param together groups of files, and @param alone files, with absolute paths; groups come first
 * @param concurrency how many processes at once
 */
export async function nodeTests(
  { together = [], alone }: { together?: string[][]; alone: string[] },
  concurrency: number,
): Promise<Result[]> {
  const folder = await mkdtemp(join(tmpdir(), "softphone-tests-"));
  try {
    const groups = await Promise.all(
      together.filter((files) => files.length > 0).map((files, index) =>
        writeGroup(join(folder, `${index}.mjs`), files)
      ),
    );
    const results = await runFiles([...groups, ...alone], concurrency);
    return results.filter(({ file, failure }) => failure !== null || !isGroup(file, groups));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeGroup(group: string, files: string[]): Promise<string> {
  // In a suite for each, so that one file's hooks run for its own tests only.
  const suites = files.map((file) => {
    const title = JSON.stringify(name(file));
    return `describe(${title}, () => import(${JSON.stringify(pathToFileURL(file).href)}));\n`;
  });
  await writeFile(group, [`import { describe } from "node:test";\n`, ...suites].join(""));
  return group;
}

/** That the group as a file passed is no test. */
const isGroup = (file: string, groups: string[]) => groups.some((group) => name(group) === file);

function runFiles(files: string[], concurrency: number): Promise<Result[]> {
  return new Promise((resolve, reject) => {
    const results: Result[] = [];
    if (files.length === 0) return resolve(results);
    const output = new Map<string, string>();
    const stream = run({ files, concurrency, timeout: 360_000 });
    stream.on("test:stderr", ({ file, message }) => {
      output.set(file, ((output.get(file) ?? "") + message).slice(-4000));
    });
    stream.on("test:pass", (data) => {
      if (data.details.type === "suite" || data.skip !== undefined) return;
      results.push({
        name: data.name,
        file: name(data.file),
        ms: data.details.duration_ms,
        failure: null,
      });
    });
    stream.on("test:fail", (data) => {
      const { error, type } = data.details;
      // Of those the tests tell; what else a suite fails of, nobody does.
      if (type === "suite" && failureTypeOf(error) === "subtestsFailed") return;
      const cause = error.cause ?? error;
      const said = data.file === undefined ? "" : (output.get(data.file) ?? "");
      const failure = `${inspect(cause, { depth: 4 })}${said === "" ? "" : `\n${said}`}`;
      results.push({
        name: data.name,
        file: name(data.file),
        ms: data.details.duration_ms,
        failure,
      });
    });
    stream.on("error", reject);
    stream.on("end", () => resolve(results));
    stream.resume();
  });
}

function failureTypeOf(error: Error): unknown {
  return "failureType" in error ? error.failureType : undefined;
}

function name(file: string | undefined): string {
  return file === undefined ? "" : relative(root, file);
}
