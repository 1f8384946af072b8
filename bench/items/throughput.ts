// Throughput at saturation, and whether every callback that was answered is in the database.
import { saturate } from "../post.ts";
import { prepareRequests } from "../requests.ts";
import { type Row, times } from "../row.ts";
import { median } from "../statistics.ts";
import type { World } from "../world.ts";

const LIMIT = 0.7;
const CONCURRENCY = 16;

const REASON =
  "With every core busy a webhook may cost what its own work in the database costs, but no queue, lock or retry of ours.";
const LOST_REASON =
  "Twilio does not send a callback again after an answer: what we answered must be kept.";

export async function throughput(world: World): Promise<Row[]> {
  const requests = await prepareRequests(world);
  const { rounds, requests: count } = world.size;
  const rates = { floor: [] as number[], inbound: [] as number[], status: [] as number[] };
  const before = await countEvents(world);
  await requests.warmUp();
  const sentToWarmUp = (await countEvents(world)) - before;
  for (let round = 0; round < rounds; round++) {
    const posts = {
      floor: Array.from({ length: count }, () => requests.floor()),
      inbound: requests.make("inbound", count),
      status: requests.make("status", count),
    };
    rates.floor.push(await saturate(posts.floor, { concurrency: CONCURRENCY, expected: 200 }));
    rates.inbound.push(await saturate(posts.inbound, { concurrency: CONCURRENCY, expected: 200 }));
    rates.status.push(await saturate(posts.status, { concurrency: CONCURRENCY, expected: 204 }));
  }
  const sent = rounds * count * 2;
  const kept = (await countEvents(world)) - before - sentToWarmUp;
  const perSecond = (values: number[]) => `${median(values).toFixed(0)}/s`;
  const rows = (["inbound", "status"] as const).map((name) => {
    const ratio = median(rates[name]) / median(rates.floor);
    return {
      measure: `\`${name}\`, throughput at ${CONCURRENCY} at once`,
      ours: perSecond(rates[name]),
      floor: perSecond(rates.floor),
      result: times(ratio),
      limit: `≥ ${times(LIMIT)}`,
      ok: ratio >= LIMIT,
      reason: REASON,
    };
  });
  return [...rows, {
    measure: "callbacks lost at saturation",
    ours: `${kept} of ${sent} kept`,
    floor: "–",
    result: String(sent - kept),
    limit: "0",
    ok: sent === kept,
    reason: LOST_REASON,
  }];
}

async function countEvents({ sql }: World): Promise<number> {
  const [row] =
    await sql`select count(*)::int as events from public.call_event where call_id is not null`;
  return Number(row?.["events"]);
}
