// Memory of the whole stack with all functions warm: PSS, which counts what processes share once.
import { readdirSync, readFileSync } from "node:fs";
import { accessToken, seededAccount } from "../requests.ts";
import { post } from "../post.ts";
import type { Row } from "../row.ts";
import { incomingCall, newSid, signed } from "../webhooks.ts";
import type { World } from "../world.ts";

const LIMIT_MB = 700;
const KB_PER_MB = 1024;

const REASON =
  "It has to run next to an editor and a browser on a machine with 4 GB, and in a CI job.";

export async function memory(world: World): Promise<Row[]> {
  await warmFour(world);
  const parts = new Map<string, number>();
  for (const { pid, name } of descendants(process.pid)) {
    parts.set(name, (parts.get(name) ?? 0) + pssKb(pid) / KB_PER_MB);
  }
  const total = [...parts.values()].reduce((sum, each) => sum + each, 0);
  const shares = [...parts].sort((a, b) => b[1] - a[1])
    .map(([name, mb]) => `${name} ${mb.toFixed(0)}`).join(", ");
  return [{
    measure: "memory of the whole stack, four functions warm",
    ours: `${total.toFixed(0)} MB (${shares})`,
    floor: "–",
    result: `${total.toFixed(0)} MB`,
    limit: `< ${LIMIT_MB} MB PSS`,
    ok: total < LIMIT_MB,
    reason: REASON,
  }];
}

/** One request to each function of the stack itself; what it answers does not matter, it runs. */
async function warmFour(world: World): Promise<void> {
  const base = `${world.info.apiUrl}/functions/v1`;
  const account = await seededAccount(world);
  await post(signed(base, "/inbound", incomingCall(account, newSid()), account));
  await post(signed(base, "/status", incomingCall(account, newSid()), account));
  const headers = {
    apikey: world.info.publishableKey,
    authorization: `Bearer ${await accessToken(world, "priya@nordlicht-reisen.example")}`,
    "content-type": "application/json",
  };
  const body = JSON.stringify({ workspaceId: 1, identity: "priya" });
  await post({ url: `${base}/token`, headers, body });
  await post({ url: `${base}/outbound`, headers, body });
}

interface Process {
  pid: number;
  name: string;
}

/** The processes that this one started and theirs, without the benchmark's own helpers. */
function descendants(ancestor: number): Process[] {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    const parent = read(name, "stat").match(/\) \S (\d+)/)?.[1];
    return parent === undefined ? [] : [{ pid: Number(name), parent: Number(parent) }];
  });
  const found: Process[] = [];
  const walk = (parent: number) => {
    for (const { pid } of all.filter((each) => each.parent === parent)) {
      const name = nameOf(read(String(pid), "cmdline").replaceAll("\0", " "));
      if (name === null) continue;
      found.push({ pid, name });
      walk(pid);
    }
  };
  walk(ancestor);
  return found;
}

/** Null for what only the benchmark needs. */
function nameOf(command: string): string | null {
  if (/bench\/|chrom/.test(command)) return null;
  if (/deno/.test(command)) return "functions";
  if (/postgres/.test(command)) return "postgres";
  if (/twilio/.test(command)) return "simulator";
  if (/web-server/.test(command)) return "web server";
  return "API";
}

function pssKb(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(read(String(pid), "smaps_rollup"))?.[1] ?? 0);
}

/** Empty when the process has ended meanwhile. */
function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
