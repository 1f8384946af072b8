import { relative } from "node:path";
import { run } from "node:test";
import { inspect } from "node:util";
import type { Result } from "./result.ts";

const root = `${import.meta.dirname}/../..`;

/**
 * Runs node:test files, each in a process of its own, or all together in this one.
 * @param files absolute paths
 * @param processes how many files at once
 */
export function nodeTests(files: string[], processes: number | "together"): Promise<Result[]> {
  return new Promise((resolve, reject) => {
    const results: Result[] = [];
    if (files.length === 0) return resolve(results);
    const output = new Map<string, string>();
    const stream = run(
      processes === "together"
        ? { files, isolation: "none" }
        : { files, concurrency: processes, timeout: 360_000 },
    );
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
