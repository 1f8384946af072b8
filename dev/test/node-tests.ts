import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { run } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import type { Result } from "./result.ts";

const root = `${import.meta.dirname}/../..`;

/**
 * Runs node:test files that share nothing but the process: one that imports them all. A file that does not load fails
 * there as any other.
 * @param files absolute paths
 */
export async function nodeTestsTogether(files: string[]): Promise<Result[]> {
  const folder = await mkdtemp(join(tmpdir(), "softphone-tests-"));
  const all = join(folder, "all.mjs");
  try {
    const lines = files.map((file) =>
      `await import(${JSON.stringify(pathToFileURL(file).href)});\n`
    );
    await writeFile(all, lines.join(""));
    return (await nodeTests([all], 1)).filter((result) =>
      result.failure !== null || result.file !== name(all)
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Runs node:test files, each in a process of its own.
 * @param files absolute paths
 * @param concurrency how many files at once
 */
export function nodeTests(files: string[], concurrency: number): Promise<Result[]> {
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
      if (data.details.type === "suite") return;
      const cause = data.details.error.cause ?? data.details.error;
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

function name(file: string | undefined): string {
  return file === undefined ? "" : relative(root, file);
}
