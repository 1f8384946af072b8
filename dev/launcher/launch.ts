import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { fullDisk, isFull, openDataFolder } from "./data-folder.ts";
import { endLeftovers, recordParts } from "./leftovers.ts";
import { holdFolder } from "./lock.ts";
import { openLog } from "./log.ts";
import { type Death, type Part, type PartOptions, startPart } from "./part.ts";
import { type Ports, portsOf, reservePorts } from "./ports.ts";
import { SEEDED_USERS, SEEDED_WORKSPACES, simulatedAccounts } from "./seeded.ts";
import { type StackInfo, writeStackFile } from "./stack-file.ts";

export interface LaunchOptions {
  /** Data, keys, log and stack.json; kept across restarts. */
  dataDir: string;
  /** `standard` obeys the environment, `any` lets the system choose all of them. */
  ports: "standard" | "any";
  /** Whether the people and calls of `supabase/seed.sql` are put into new data. */
  seed: boolean;
  /** The built web app, Vite's server, or none. */
  web: boolean | "vite";
  /** Prints nothing. */
  quiet: boolean;
  /** Holds what the product asks of Twilio against Twilio's published description; read at `/_control/openapi`. */
  validateTwilio?: boolean;
  /** Told of each step that is done, and of what the functions write. */
  onProgress?: (line: string) => void;
  /** Where Twilio finds the functions, where something stands before the gateway; else at the gateway itself. */
  functionsUrl?: string;
  /** Gives up starting. */
  signal?: AbortSignal;
}

export interface Running {
  /** What stack.json says. */
  info: StackInfo;
  stackFile: string;
  /** The page of the mails that Auth sent. */
  mailUrl: string;
  /** Settles when a part ends without `stop()`. */
  died: Promise<Death>;
  stop(): Promise<void>;
}

const HOST = "127.0.0.1";
const root = fileURLToPath(new URL("../..", import.meta.url));
const StackReady = v.object({
  apiUrl: v.string(),
  dbUrl: v.string(),
  publishableKey: v.string(),
  secretKey: v.string(),
  mailUrl: v.string(),
});

/**
 * Brings up the whole product and waits until it is ready; when anything fails, everything is stopped again.
 * @throws {LaunchFailure}
 */
export async function launch(options: LaunchOptions): Promise<Running> {
  const { dataDir } = options;
  const undo: (() => void | Promise<void>)[] = [];
  const parts: Part[] = [];
  const stop = async () => {
    await Promise.all(parts.splice(0).map((part) => part.stop()));
    for (const step of undo.splice(0).toReversed()) await step();
  };
  openDataFolder(dataDir);
  undo.push(holdFolder(dataDir));
  try {
    for (const { name, pid } of await endLeftovers(dataDir)) {
      say(options, `  ended what a killed start left behind: ${name} (process ${pid})`);
    }
    const wanted = options.ports === "any"
      ? { api: 0, db: 0, web: 0, twilio: 0 }
      : portsOf(process.env);
    const ports = await reservePorts(wanted);
    return await startParts(options, ports, { undo, parts, stop });
  } catch (error) {
    await stop();
    throw isFull(error) ? fullDisk(dataDir) : error;
  }
}

function say({ quiet, onProgress }: LaunchOptions, line: string): void {
  if (!quiet) onProgress?.(line);
}

async function startParts(
  options: LaunchOptions,
  ports: Ports,
  { undo, parts, stop }: {
    undo: (() => void | Promise<void>)[];
    parts: Part[];
    stop: () => Promise<void>;
  },
): Promise<Running> {
  const { dataDir, seed } = options;
  const log = openLog(join(dataDir, "softphone.log"));
  undo.push(() => log.close());
  const giveUp = new AbortController();
  const signal = options.signal === undefined
    ? giveUp.signal
    : AbortSignal.any([giveUp.signal, options.signal]);
  const began = performance.now();
  const record = recordParts(dataDir);
  undo.push(record.clear);
  const onLine = (part: string, line: string) => {
    log.write(part, line);
    if (part === "functions") say(options, `  functions  ${line}`);
  };
  const onPid = (part: string, pid: number) => record.add(part, pid);
  const begin = async (part: Omit<PartOptions, "onLine" | "onPid">, done: string) => {
    const started = await startPart({ ...part, onLine, onPid }, signal);
    parts.push(started);
    say(options, `  ${done.padEnd(34)} ${((performance.now() - began) / 1000).toFixed(1)} s`);
    return started;
  };

  const webUrl = `http://${HOST}:${ports.web}`;
  const twilioUrl = `http://${HOST}:${ports.twilio}`;
  const functionsUrl = options.functionsUrl ?? `http://${HOST}:${ports.api}/functions/v1`;
  const origins = [webUrl, `http://localhost:${ports.web}`];

  const stack = begin({
    name: "stack",
    file: join(root, "dev/stack/main.ts"),
    config: {
      projectDir: root,
      dataDir: join(dataDir, "stack"),
      apiPort: ports.api,
      dbPort: ports.db,
      seed,
      functionsEnv: {
        TWILIO_API_URL: twilioUrl,
        FUNCTIONS_PUBLIC_URL: functionsUrl,
        WEB_ORIGINS: origins.join(","),
      },
      auth: { siteUrl: webUrl, redirectUrls: origins },
    },
  }, "database, API and functions");
  const twilio = begin({
    name: "Twilio simulator",
    file: join(root, "dev/twilio/main.ts"),
    config: {
      host: HOST,
      port: ports.twilio,
      stateFile: join(dataDir, "twilio.json"),
      accounts: simulatedAccounts(functionsUrl),
      validate: options.validateTwilio ?? false,
    },
  }, "Twilio simulator");
  const build = options.web === true
    ? startPart({
      name: "web build",
      file: join(root, "dev/launcher/build-part.ts"),
      config: { root },
      onLine,
      onPid,
    }, signal)
      .then((built) => built.stop())
    : Promise.resolve();

  // When one fails, the others are given up; all are waited for, so that none is left behind.
  const all = [stack, twilio, build];
  for (const one of all) one.catch(() => giveUp.abort());
  const settled = await Promise.allSettled(all);
  const failures = settled.filter((one) => one.status === "rejected").map((one) => one.reason);
  if (failures.length > 0) throw failures.find((one) => one.code !== "E-STOPPED") ?? failures[0];

  const { publishableKey, secretKey, apiUrl, dbUrl, mailUrl } = v.parse(
    StackReady,
    (await stack).ready,
  );
  if (options.web !== false) {
    const vite = options.web === "vite";
    await begin({
      name: "web server",
      file: join(root, vite ? "dev/launcher/vite-part.ts" : "dev/web-server/main.ts"),
      config: {
        host: HOST,
        port: ports.web,
        folder: join(root, vite ? "web" : "dist/web"),
        supabaseUrl: apiUrl,
        publishableKey,
        simulatorUrl: twilioUrl,
      },
    }, vite ? "web app, by Vite" : "web app");
  }

  const info: StackInfo = {
    apiUrl,
    webUrl,
    twilioUrl,
    dbUrl,
    publishableKey,
    secretKey,
    users: seed ? [...SEEDED_USERS] : [],
    workspaces: seed
      ? SEEDED_WORKSPACES.map(({ id, name, accountSid, authToken, numbers }) => ({
        id,
        name,
        accountSid,
        authToken,
        numbers: numbers.map(({ phoneNumber }) => phoneNumber),
      }))
      : [],
  };
  const stackFile = join(dataDir, "stack.json");
  undo.push(writeStackFile(stackFile, info));
  return { info, stackFile, mailUrl, died: Promise.race(parts.map((part) => part.died)), stop };
}
