import { existsSync, readdirSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { forward, WorkerGoneError } from "./forward.ts";
import { readFunctionConfigs } from "./function-config.ts";
import { Runner } from "./runner.ts";
import { BootError } from "./worker.ts";

export interface FunctionsHostOptions {
  /** `supabase/functions`: one folder a function, `_shared`, `deno.json`. */
  functionsDir: string;
  /** `supabase/config.toml`. */
  configPath: string;
  /** All that the functions see of the environment, besides their own name. */
  env: Record<string, string>;
  /** How long a function that nobody calls keeps running; hosted: 60 s. */
  idleMs: number;
  /** How long a request may take; hosted: 150 s. */
  requestLimitMs?: number;
  /**
   * Rejects when a token is not this project's, for functions whose `verify_jwt` is on. Without it no token
   * is good enough for them.
   */
  verifyToken?: (token: string) => Promise<unknown>;
  /** Gets what the functions write, line by line, each with its function's name before it. */
  log: (line: string) => void;
}

export interface FunctionsHost {
  /** Takes `/<function>/…`, without `/functions/v1`. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
  /** Starts functions before anybody calls them: the named ones, or all. A failure shows at the first call. */
  prewarm(names?: string[]): Promise<void>;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 20_000_000;
const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** Runs a project's functions as hosted's runtime does: one Deno process a function, started when called. */
export function createFunctionsHost(options: FunctionsHostOptions): FunctionsHost {
  const { functionsDir, configPath, env, idleMs, log, requestLimitMs = 150_000 } = options;
  const runners = new Map<string, Runner>();

  const exists = (name: string) =>
    NAME.test(name) && existsSync(join(functionsDir, name, "index.ts"));
  const runnerOf = (name: string) => {
    const runner = runners.get(name) ?? new Runner({ name, functionsDir, env, idleMs, log });
    runners.set(name, runner);
    return runner;
  };

  const refusal = async (name: string, req: IncomingMessage): Promise<Refusal | null> => {
    if (!exists(name)) return NOT_FOUND;
    const verify = readFunctionConfigs(configPath).get(name)?.verifyJwt ?? true;
    if (!verify || req.method === "OPTIONS") return null;
    const token = /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1];
    if (token === undefined) return NO_TOKEN;
    try {
      if (options.verifyToken === undefined) return BAD_TOKEN;
      await options.verifyToken(token);
      return null;
    } catch {
      return BAD_TOKEN;
    }
  };

  const run = async (name: string, req: IncomingMessage, body: Buffer, res: ServerResponse) => {
    const limit = AbortSignal.timeout(requestLimitMs);
    const gone = new AbortController();
    res.once("close", () => gone.abort());
    const signal = AbortSignal.any([limit, gone.signal]);
    for (;;) {
      const lease = await runnerOf(name).lease();
      try {
        return await forward(req, body, res, { port: lease.port, path: req.url ?? "/", signal });
      } catch (error) {
        if (error instanceof WorkerGoneError && !signal.aborted) {
          lease.discard();
          continue;
        }
        if (gone.signal.aborted) return;
        // A worker that breaks off is dying, though its end may be noticed after the next request.
        if (!limit.aborted) lease.discard();
        if (res.headersSent) return void res.destroy();
        log(`[${name}] The request failed: ${String(error)}`);
        refuse(res, limit.aborted ? TIMED_OUT : WORKER_ERROR);
      } finally {
        lease.release();
      }
      return;
    }
  };

  return {
    async handle(req, res) {
      const name = /^\/([^/?]*)/.exec(req.url ?? "")?.[1] ?? "";
      const refused = await refusal(name, req);
      if (refused !== null) return refuse(res, refused);
      const body = await readBody(req);
      if (body === null) return refuse(res, TOO_LARGE);
      try {
        await run(name, req, body, res);
      } catch (error) {
        if (!(error instanceof BootError)) throw error;
        refuse(res, { ...BOOT_ERROR, details: error.lastLines });
      }
    },
    async prewarm(names = readdirSync(functionsDir).filter(exists)) {
      for (const name of names) {
        const lease = await runnerOf(name).lease().catch(() => null);
        lease?.release();
      }
    },
    async close() {
      await Promise.all([...runners.values()].map((runner) => runner.close()));
    },
  };
}

/** An answer of the host itself, in hosted's words. */
interface Refusal {
  status: number;
  code: string;
  message: string;
  details?: string[];
}

const NOT_FOUND = { status: 404, code: "NOT_FOUND", message: "Requested function was not found" };
const NO_TOKEN = {
  status: 401,
  code: "UNAUTHORIZED_NO_AUTH_HEADER",
  message: "Missing authorization header",
};
const BAD_TOKEN = { status: 401, code: "UNAUTHORIZED_INVALID_JWT", message: "Invalid JWT" };
const TOO_LARGE = { status: 413, code: "PAYLOAD_TOO_LARGE", message: "Request body over 20 MB" };
const BOOT_ERROR = {
  status: 503,
  code: "BOOT_ERROR",
  message: "Function failed to start (please check logs)",
};
const WORKER_ERROR = {
  status: 500,
  code: "WORKER_ERROR",
  message: "Function exited due to an error (please check logs)",
};
const TIMED_OUT = {
  status: 504,
  code: "IDLE_TIMEOUT",
  message: "Function did not answer within the time limit",
};

function refuse(res: ServerResponse, refusal: Refusal): void {
  const { status, ...body } = refusal;
  res.writeHead(status, {
    "content-type": "application/json",
    // So that a page can read why.
    "access-control-allow-origin": "*",
  });
  res.end(JSON.stringify(body));
}

/** Whole, so that it can be sent again to another worker. Null when it is too long. */
async function readBody(req: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
