import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { missingEntries } from "../../tools/complete-lock.mjs";
import type { Finding } from "./finding.ts";

/** The Node that runs this is the pinned one; an older or absent one is told by `dev/run.mjs`. */
export function node(): Finding {
  return {
    verdict: "good",
    name: "Node",
    found: `${process.version} from node_modules, on ${process.platform} ${process.arch}`,
  };
}

const Lock = v.looseObject({
  packages: v.record(
    v.string(),
    v.looseObject({ version: v.optional(v.string()), optional: v.optional(v.boolean()) }),
  ),
});

/** Whether the lock file names every platform's packages, and whether what it names is what is installed. */
export function packages(root: string): Finding[] {
  const lock = readLock(join(root, "package-lock.json"));
  if (lock === null) {
    return [{
      verdict: "bad",
      name: "lock file",
      found: "package-lock.json is missing or broken",
      advice: "restore it from the repository: git checkout package-lock.json",
    }];
  }
  const missing = Object.keys(missingEntries(lock)).map(nameOf);
  const complete: Finding = missing.length === 0
    ? { verdict: "good", name: "lock file", found: "complete for every platform" }
    : {
      verdict: "bad",
      name: "lock file",
      found: `no entry for ${missing.join(", ")}: npm ci will refuse it`,
      advice: "run node dev/tools/complete-lock.mjs",
    };
  return [complete, installed(lock, readLock(join(root, "node_modules/.package-lock.json")))];
}

function installed(lock: v.InferOutput<typeof Lock>, found: typeof lock | null): Finding {
  const wrong = Object.entries(lock.packages).filter(([path, { version, optional }]) => {
    if (path === "") return false;
    const here = found?.packages[path];
    // An optional one may be for another platform.
    return here === undefined ? optional !== true : here.version !== version;
  });
  if (wrong.length === 0) {
    return { verdict: "good", name: "packages", found: "as the lock file says" };
  }
  const [first] = wrong.map(([path]) => nameOf(path));
  return {
    verdict: "bad",
    name: "packages",
    found: `${wrong.length} of node_modules differ from the lock file, for example ${first}`,
    advice: "run npm ci",
  };
}

const nameOf = (path: string) => path.replace(/^.*node_modules\//, "");

function readLock(path: string): v.InferOutput<typeof Lock> | null {
  if (!existsSync(path)) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Lock), readFileSync(path, "utf8"));
  return parsed.success ? parsed.output : null;
}

/** What the tests of whole calls open. */
export function browser(environment: Record<string, string | undefined>): Finding {
  const named = environment["SOFTPHONE_BROWSER"];
  if (named !== undefined && named !== "") {
    return existsSync(named)
      ? { verdict: "good", name: "browser", found: `${named}, from SOFTPHONE_BROWSER` }
      : {
        verdict: "bad",
        name: "browser",
        found: `SOFTPHONE_BROWSER names ${named}, which does not exist`,
        advice: "give the path of an installed Chrome or Chromium",
      };
  }
  return process.platform === "linux" && process.arch === "x64"
    ? { verdict: "good", name: "browser", found: "the tests bring their own Chromium" }
    : {
      verdict: "note",
      name: "browser",
      found: "the tests' own Chromium is for Linux x64 only; npm start does not need it",
      advice: "for npm test, set SOFTPHONE_BROWSER to the path of an installed Chrome",
    };
}
