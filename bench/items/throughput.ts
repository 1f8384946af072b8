// Throughput at saturation, and whether every callback that was answered is in the database.
import { saturate } from "../post.ts";
import { EXPECTED, prepareRequests } from "../requests.ts";
import { type Row, times } from "../row.ts";
import { median } from "../statistics.ts";
import type { World } from "../world.ts";

const LIMIT = 0.7;
const CONCURRENCY = 16;

const REASON =
  "With every core busy, a webhook may cost its own work, but no queue, lock or retry of ours. The floor is that of " +
  "the warm answers. (In brackets: an RPC that does nothing.)";
const LOST_REASON =
  "Twilio does not send a callback again after an answer: what we answered must be kept.";

export async function throughput(world: World): Promise<Row[]> {
  const requests = await prepareRequests(world);
  const { rounds, requests: count } = world.size;
  const rates = {
    inbound: { ours: [] as number[], floor: [] as number[] },
    status: { ours: [] as number[], floor: [] as number[] },
    trivial: [] as number[],
  };
  const before = await countEvents(world);
  await requests.warmUp();
  const sentToWarmUp = (await countEvents(world)) - before;
  for (let round = 0; round < rounds; round++) {
    const trivial = Array.from({ length: count }, () => requests.trivial());
    rates.trivial.push(await saturate(trivial, { concurrency: CONCURRENCY, expected: 200 }));
    for (const kind of ["inbound", "status"] as const) {
      const ours = requests.ours(kind, count);
      const floor = requests.floor(kind, count);
      rates[kind].ours.push(
        await saturate(ours, { concurrency: CONCURRENCY, expected: EXPECTED[kind] }),
      );
      rates[kind].floor.push(await saturate(floor, { concurrency: CONCURRENCY, expected: 200 }));
    }
  }
  const sent = rounds * count * 2;
  const kept = (await countEvents(world)) - before - sentToWarmUp;
  const perSecond = (values: number[]) => `${median(values).toFixed(0)}/s`;
  const rows = (["inbound", "status"] as const).map((name) => {
    const { ours, floor } = rates[name];
    const ratio = median(ours) / median(floor);
    return {
      measure: `\`${name}\`, throughput at ${CONCURRENCY} at once`,
      ours: perSecond(ours),
      floor: `${perSecond(floor)} [${perSecond(rates.trivial)}]`,
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
    // The floors keep events, too, but have no answer for Twilio's mark of a retry.
    await sql`select count(*)::int as events from public.call_event
      where call_id is not null and idempotency_token is not null`;
  return Number(row?.["events"]);
}
