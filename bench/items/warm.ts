// Warm answers of the functions, one request after the other, each against the least that could do its work.
import type { Row } from "../row.ts";
import { ms, times } from "../row.ts";
import { median, p95 } from "../statistics.ts";
import { type Post, timed } from "../post.ts";
import { EXPECTED, type Kind, KINDS, prepareRequests, type Requests } from "../requests.ts";
import type { World } from "../world.ts";

const LIMIT = 1.5;
/** Requests of one kind before the next kind's turn, so that all meet the same weather. */
const TURN = 10;

const REASONS: Record<Kind, string> = {
  inbound:
    "The floor is a function with one RPC that writes what must be kept of a call: the same rows, in the same tables " +
    "with their keys, indexes and broadcasts, but nothing checked and nothing decided. Half as much again for the " +
    "signature, the decision, the answer and the log. (In brackets: an RPC that does nothing. It was the floor at " +
    "first, and it asked a webhook to keep a call for half of what it costs to keep nothing.)",
  status: "As for `inbound`, with the rows of an event.",
  token:
    "A token is worth one round trip to the database and half as much again: the floor is one trivial RPC.",
};

export async function warm(world: World): Promise<Row[]> {
  const requests = await prepareRequests(world);
  const { rounds, requests: count } = world.size;
  await requests.warmUp();
  const took = takings();
  for (let round = 0; round < rounds; round++) await measure(requests, count, took);
  return KINDS.map((kind) => {
    const { ours, floor } = took[kind];
    const ratio = median(ours) / median(floor);
    const trivial = kind === "token" ? "" : ` [${ms(median(took.token.floor))}]`;
    return {
      measure: `\`${kind}\`, warm`,
      ours: `${ms(median(ours))} (p95 ${ms(p95(ours))})`,
      floor: `${ms(median(floor))} (p95 ${ms(p95(floor))})${trivial}`,
      result: times(ratio),
      limit: `≤ ${times(LIMIT)}`,
      ok: ratio <= LIMIT,
      reason: REASONS[kind],
    };
  });
}

/** Times in ms. */
function takings() {
  const none = () => ({ ours: [] as number[], floor: [] as number[] });
  return { inbound: none(), status: none(), token: none() };
}

async function measure(requests: Requests, count: number, took: ReturnType<typeof takings>) {
  const kinds = KINDS.map((kind) => ({
    ours: requests.ours(kind, count),
    floor: requests.floor(kind, count),
    expected: EXPECTED[kind],
    took: took[kind],
  }));
  const turn = async (posts: Post[], from: number, expected: number, into: number[]) => {
    for (const each of posts.slice(from, from + TURN)) into.push(await timed(each, expected));
  };
  for (let from = 0; from < count; from += TURN) {
    for (const { ours, floor, expected, took } of kinds) {
      await turn(ours, from, expected, took.ours);
      await turn(floor, from, 200, took.floor);
    }
  }
}
