// Warm answers of the functions, one request after the other, against one trivial RPC.
import type { Row } from "../row.ts";
import { ms, times } from "../row.ts";
import { median, p95 } from "../statistics.ts";
import { timed } from "../post.ts";
import { prepareRequests, type Requests } from "../requests.ts";
import type { World } from "../world.ts";

const LIMIT = 1.5;
/** Requests of one kind before the next kind's turn, so that all meet the same weather. */
const TURN = 10;

const REASON =
  "A webhook or a token is worth one round trip to the database and half as much again: the rest of the " +
  "time a caller waits is Twilio's.";

const KINDS = [
  { name: "inbound", expected: 200 },
  { name: "status", expected: 204 },
  { name: "token", expected: 200 },
] as const;

export async function warm(world: World): Promise<Row[]> {
  const requests = await prepareRequests(world);
  const { rounds, requests: count } = world.size;
  await requests.warmUp();
  const floor: number[] = [];
  const ours = new Map<string, number[]>();
  for (let each = 0; each < rounds; each++) {
    const found = await round(requests, count);
    floor.push(...found.floor);
    for (const [name, took] of found.ours) ours.set(name, [...(ours.get(name) ?? []), ...took]);
  }
  return KINDS.map(({ name }) => {
    const took = ours.get(name) ?? [];
    const ratio = median(took) / median(floor);
    return {
      measure: `\`${name}\`, warm`,
      ours: `${ms(median(took))} (p95 ${ms(p95(took))})`,
      floor: `${ms(median(floor))} (p95 ${ms(p95(floor))})`,
      result: times(ratio),
      limit: `≤ ${times(LIMIT)}`,
      ok: ratio <= LIMIT,
      reason: REASON,
    };
  });
}

async function round(requests: Requests, count: number) {
  const floor: number[] = [];
  const ours = new Map<string, number[]>(KINDS.map(({ name }) => [name, []]));
  const batches = KINDS.map(({ name, expected }) => ({
    name,
    expected,
    posts: requests.make(name, count),
  }));
  for (let from = 0; from < count; from += TURN) {
    for (const { name, expected, posts } of batches) {
      for (const each of posts.slice(from, from + TURN)) {
        ours.get(name)?.push(await timed(each, expected));
      }
    }
    for (let each = 0; each < TURN; each++) floor.push(await timed(requests.floor(), 200));
  }
  return { floor, ours };
}
