// The first answer of a function that has to be started.
import { utimesSync } from "node:fs";
import { join } from "node:path";
import { type Post, timed } from "../post.ts";
import { prepareRequests } from "../requests.ts";
import { ms, type Row } from "../row.ts";
import { median, p95 } from "../statistics.ts";
import type { World } from "../world.ts";

const LIMIT_MS = 120;

const REASON =
  "A caller is waiting for the first ring. Twilio's own share is several hundred ms; a start of ours beyond this " +
  "would be heard.";

export async function cold(world: World): Promise<Row[]> {
  const requests = await prepareRequests(world);
  const { functionsDir } = await world.functions();
  const samples = world.size.quick ? 4 : 15;

  /** Another modification time is another source to the host: the next request meets a new process. */
  const first = async (name: string, sent: Post) => {
    const now = new Date();
    utimesSync(join(functionsDir, name, "index.ts"), now, now);
    return await timed(sent, 200);
  };
  const inbound = () => requests.ours("inbound", 1)[0] ?? requests.nothing();
  await first("nothing", requests.nothing());
  await first("inbound", inbound());
  const floor: number[] = [];
  const ours: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    floor.push(await first("nothing", requests.nothing()));
    ours.push(await first("inbound", inbound()));
  }
  const difference = median(ours) - median(floor);
  return [{
    measure: "`inbound`, first answer of a cold start",
    ours: `${ms(median(ours))} (p95 ${ms(p95(ours))})`,
    floor: `${ms(median(floor))} (p95 ${ms(p95(floor))})`,
    result: `+${ms(difference)}`,
    limit: `≤ +${LIMIT_MS} ms`,
    ok: difference <= LIMIT_MS,
    reason: REASON,
  }];
}
