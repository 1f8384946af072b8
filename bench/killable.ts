// The stack and the Twilio simulator, each a process of its own: the stack can be killed while the simulator keeps
// its calls, and started again with its data.
import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import * as v from "valibot";
import { type Part, startPart } from "../dev/launcher/part.ts";
import { reservePorts } from "../dev/launcher/ports.ts";
import { simulatedAccounts } from "../dev/launcher/seeded.ts";
import { openFrontDoor } from "../e2e/front-door.ts";
import { processesBelow } from "./processes.ts";
import { root } from "./world.ts";

const HOST = "127.0.0.1";
const Ready = v.looseObject({ publishableKey: v.string(), dbUrl: v.string() });

/** What can be killed. Gateway and functions' host are one process; each function is a process below it. */
export type Victim = "postgres" | "functions" | "gateway";

/** Starts both, fresh, with the seed. @param signal gives up starting */
export async function openKillable(signal: AbortSignal) {
  const folder = await mkdtemp(join(tmpdir(), "softphone-bench-"));
  // Root hands Postgres to another user, who has to get in.
  chmodSync(folder, 0o711);
  const undo: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const ports = await reservePorts({ api: 0, db: 0, web: 0, twilio: 0 });
    const apiUrl = `http://${HOST}:${ports.api}`;
    const twilioUrl = `http://${HOST}:${ports.twilio}`;
    const door = await openFrontDoor();
    undo.push(() => door.close());
    door.leadTo(apiUrl);
    const functionsUrl = `${door.url}/functions/v1`;

    const twilio = await startPart({
      name: "Twilio simulator",
      file: join(root, "dev/twilio/main.ts"),
      config: {
        host: HOST,
        port: ports.twilio,
        stateFile: join(folder, "twilio.json"),
        accounts: simulatedAccounts(functionsUrl),
      },
      onLine: () => undefined,
      onPid: () => undefined,
    }, signal);
    undo.push(() => twilio.stop());

    let stackPid = 0;
    const startStack = (): Promise<Part> =>
      startPart({
        name: "stack",
        file: join(root, "dev/stack/main.ts"),
        config: {
          projectDir: root,
          dataDir: join(folder, "stack"),
          apiPort: ports.api,
          dbPort: ports.db,
          seed: true,
          functionsEnv: { TWILIO_API_URL: twilioUrl, FUNCTIONS_PUBLIC_URL: functionsUrl },
        },
        onLine: () => undefined,
        onPid: (_part, pid) => stackPid = pid,
      }, signal);
    let stack = await startStack();
    undo.push(() => stack.stop());
    const { publishableKey, dbUrl } = v.parse(Ready, stack.ready);
    const sql = postgres(dbUrl, { max: 2, onnotice: () => undefined });
    undo.push(() => sql.end({ timeout: 1 }));

    const pidsOf = (victim: Victim): number[] => {
      if (victim === "gateway") return [stackPid];
      const name = victim === "postgres" ? /bin\/postgres -D|^postgres: / : /deno/;
      return processesBelow(stackPid)
        .filter(({ command }) => name.test(command) && !command.startsWith("/bin/sh"))
        .map(({ pid }) => pid);
    };
    return {
      info: { apiUrl, twilioUrl, publishableKey },
      sql,
      door,
      /** Sends SIGKILL to all of their processes at once; answers which of them ran. */
      kill(victims: readonly Victim[]): Victim[] {
        const found = victims.map((victim) => ({ victim, pids: pidsOf(victim) }));
        for (const pid of found.flatMap(({ pids }) => pids)) killNow(pid);
        return found.filter(({ pids }) => pids.length > 0).map(({ victim }) => victim);
      },
      /** Resolves when the stack is gone; it ends by itself when Postgres was killed. */
      ended: () => stack.died,
      /** With the data and on the ports that it had. */
      async startAgain() {
        stack = await startStack();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export type Killable = Awaited<ReturnType<typeof openKillable>>;

function killNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended a moment ago.
  }
}
