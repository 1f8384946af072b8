import { globSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { prepareGallery } from "../gallery/gallery.ts";
import { launch } from "../launcher/launch.ts";
import { copyPrepared } from "../stack/prepared.ts";
import { check } from "../tools/check.ts";
import { checkChromium } from "./browser/chromium.ts";
import { denoTests } from "./deno-tests.ts";
import { nodeTests } from "./node-tests.ts";
import { runPgtap } from "./pgtap.ts";
import type { Result } from "./result.ts";

const root = join(import.meta.dirname, "..", "..");
const nodeFiles = ["dev", "web", "e2e", "bench", "supabase"].flatMap((folder) =>
  globSync(`${folder}/**/*.test.ts`, { cwd: root, exclude: ["supabase/functions"] })
);

const opensBrowser = (file: string) => file.endsWith(".browser.test.ts");

/**
 * Runs beside another one. The whole product runs alone: two take as long as one after the other, and what is said to
 * come within seconds may not.
 */
const isSilent = (file: string) => file.startsWith("dev/gallery/") || file.startsWith("dev/tools/");
/** They share a process with the others of their kind, which would take longer to start than to run. */
const kinds = ["web/", "dev/twilio/"];

/** By its text: so that what runs at the same time ends at the same time. */
const longestFirst = (one: string, other: string) => sizeOf(other) - sizeOf(one);
const sizeOf = (file: string) => statSync(join(root, file)).size;

const absolute = (files: string[]) => files.map((file) => resolve(root, file));

export async function checkPhase(): Promise<Result[]> {
  return (await check()).map((step) => ({ ...step, file: "dev/tools/check.ts" }));
}

export async function unitPhase(): Promise<Result[]> {
  const units = globSync("supabase/functions/**/*.test.ts", { cwd: root })
    .filter((file) => !file.endsWith(".http.test.ts"));
  const files = nodeFiles.filter((file) => !opensBrowser(file)).toSorted(longestFirst);
  const together = kinds.map((kind) => absolute(files.filter((file) => file.startsWith(kind))));
  const alone = files.filter((file) => !kinds.some((kind) => file.startsWith(kind)));
  return [
    ...(await nodeTests({ together, alone: absolute(alone) }, 2)),
    ...(await denoTests(units)),
  ];
}

export function sqlPhase(): Promise<Result[]> {
  return runPgtap();
}

/** Two stacks, each of which takes the next file when it is done with one: the tests mostly wait for what they asked. */
export async function httpPhase(): Promise<Result[]> {
  const left = globSync("supabase/functions/tests/*.http.test.ts", { cwd: root })
    .toSorted(longestFirst);
  const takeTurns = () =>
    withStack(async (stackFile) => {
      const results: Result[] = [];
      for (let file = left.shift(); file !== undefined; file = left.shift()) {
        results.push(...await denoTests([file], { SOFTPHONE_STACK: stackFile }));
      }
      return results;
    });
  const ended = await Promise.allSettled([takeTurns(), takeTurns()]);
  return ended.flatMap((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}

async function withStack<T>(work: (stackFile: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "softphone-test-"));
  try {
    await copyPrepared(join(folder, "stack"));
    const running = await launch({
      dataDir: folder,
      ports: "any",
      seed: true,
      web: false,
      quiet: true,
    });
    try {
      return await work(running.stackFile);
    } finally {
      await running.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function browserPhase(): Promise<Result[]> {
  const files = nodeFiles.filter(opensBrowser);
  await checkChromium();
  const whole = absolute(files.filter((file) => !isSilent(file)));
  const parts = absolute(files.filter(isSilent).toSorted(longestFirst));
  const gallery = await prepareGallery();
  try {
    return [...await nodeTests({ alone: whole }, 1), ...await nodeTests({ alone: parts }, 2)];
  } finally {
    await gallery.remove();
  }
}
