import { globSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { launch } from "../launcher/launch.ts";
import { check } from "../tools/check.ts";
import { denoTests } from "./deno-tests.ts";
import { nodeTests } from "./node-tests.ts";
import { runPgtap } from "./pgtap.ts";
import type { Result } from "./result.ts";

const root = join(import.meta.dirname, "..", "..");
const nodeFiles = ["dev", "web", "e2e", "bench", "supabase"].flatMap((folder) =>
  globSync(`${folder}/**/*.test.ts`, { cwd: root, exclude: ["supabase/functions"] })
);

/** Files that open a browser run alone, but for the gallery's: audio and a busy machine do not agree. */
const opensBrowser = (file: string) => file.endsWith(".browser.test.ts");

const absolute = (files: string[]) => files.map((file) => resolve(root, file));

export async function checkPhase(): Promise<Result[]> {
  return (await check()).map((step) => ({ ...step, file: "dev/tools/check.ts" }));
}

export async function unitPhase(): Promise<Result[]> {
  const units = globSync("supabase/functions/**/*.test.ts", { cwd: root })
    .filter((file) => !file.endsWith(".http.test.ts"));
  const node = await nodeTests(absolute(nodeFiles.filter((file) => !opensBrowser(file))), 2);
  return [...node, ...(await denoTests(units))];
}

export function sqlPhase(): Promise<Result[]> {
  return runPgtap();
}

export async function httpPhase(): Promise<Result[]> {
  const folder = await mkdtemp(join(tmpdir(), "softphone-test-"));
  const running = await launch({
    dataDir: folder,
    ports: "any",
    seed: true,
    web: false,
    quiet: true,
  });
  try {
    const files = globSync("supabase/functions/tests/*.http.test.ts", { cwd: root });
    return await denoTests(files, { SOFTPHONE_STACK: running.stackFile });
  } finally {
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

export async function browserPhase(): Promise<Result[]> {
  const files = nodeFiles.filter(opensBrowser);
  const isSilent = (file: string) => file.startsWith("dev/gallery/");
  return [
    ...(await nodeTests(absolute(files.filter((file) => !isSilent(file))), 1)),
    ...(await nodeTests(absolute(files.filter(isSilent)), 2)),
  ];
}
