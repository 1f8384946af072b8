// The whole product on one machine, its database reachable by SQL, and a second functions host that serves the
// product's functions and the floors alike.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import * as v from "valibot";
import { launch } from "../dev/launcher/launch.ts";
import { type Part, startPart } from "../dev/launcher/part.ts";
import { copyFunctions } from "./host/functions-folder.ts";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** How long everything takes: the full run, or a short one that shows that all of it works. */
export interface Size {
  rounds: number;
  /** Requests of each kind in a round. */
  requests: number;
  quick: boolean;
}

export const FULL: Size = { rounds: 5, requests: 300, quick: false };
export const QUICK: Size = { rounds: 2, requests: 60, quick: true };

/** Starts everything, fresh. `close` stops and removes it. @param signal gives up starting */
export async function openWorld(size: Size, signal: AbortSignal) {
  const folder = await mkdtemp(join(tmpdir(), "softphone-bench-"));
  const running = await launch({
    dataDir: folder,
    ports: "any",
    seed: true,
    web: true,
    quiet: true,
    signal,
  }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const { info } = running;
  const sql = postgres(info.dbUrl, { max: 4, onnotice: () => undefined });
  let host: Promise<{ part: Part; url: string; functionsDir: string }> | null = null;

  const startHost = async () => {
    const copied = copyFunctions(root, join(folder, "bench"));
    const jwks = await (await fetch(`${info.apiUrl}/auth/v1/.well-known/jwks.json`)).text();
    const part = await startPart({
      name: "benchmark's functions",
      file: join(root, "bench/host/main.ts"),
      config: {
        ...copied,
        env: {
          SUPABASE_URL: info.apiUrl,
          SUPABASE_SECRET_KEYS: JSON.stringify({ default: info.secretKey }),
          SUPABASE_JWKS: jwks,
          TWILIO_API_URL: info.twilioUrl,
        },
      },
      onLine: () => undefined,
      onPid: () => undefined,
    }, AbortSignal.timeout(60_000));
    const { url } = v.parse(v.looseObject({ url: v.string() }), part.ready);
    await sql.file(join(root, "bench/floors.sql")).simple();
    return { part, url, functionsDir: copied.functionsDir };
  };

  return {
    size,
    info,
    sql,
    pid: process.pid,
    /** The second functions host, started when first asked for. */
    functions: () => (host ??= startHost()),
    async close() {
      if (host !== null) await (await host).part.stop();
      await sql.end();
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;
