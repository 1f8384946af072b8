// Memory of the whole stack with all functions warm: PSS, which counts what processes share once.
import { accessToken, seededAccount } from "../requests.ts";
import { post } from "../post.ts";
import { processesBelow, readProc } from "../processes.ts";
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
  // Without the benchmark's own helpers.
  for (const { pid, command } of processesBelow(process.pid, (each) => nameOf(each) !== null)) {
    const name = nameOf(command) ?? "";
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
  return Number(/^Pss:\s+(\d+)/m.exec(readProc(String(pid), "smaps_rollup"))?.[1] ?? 0);
}
