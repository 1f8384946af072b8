import type { Bench, FindingOf } from "../collaborators.ts";

const check = "last-call";

/** A number that nobody rang for so long is rung to be sure. */
const quietMs = 14 * 24 * 3_600_000;

/** When a call last came in on each number. */
export function checkLastCall({ stored, now }: Bench): Promise<FindingOf<"last-call">> {
  return Promise.resolve(judge(stored.facts.numbers, now));
}

function judge(
  numbers: readonly { number: string; last_at: string | null }[],
  now: Date,
): FindingOf<"last-call"> {
  const calls = numbers.map(({ number, last_at: lastAt }) => ({ number, lastAt }));
  const recent = calls.flatMap(({ number, lastAt }) =>
    lastAt !== null && Date.parse(lastAt) > now.getTime() - quietMs ? [{ number, lastAt }] : []
  );
  if (numbers.length === 0) {
    return { check, level: "amber", finding: "last-calls-no-numbers", facts: {}, repair: null };
  }
  if (recent.length === numbers.length) {
    return {
      check,
      level: "green",
      finding: "last-calls-recent",
      facts: { numbers: recent },
      repair: null,
    };
  }
  const quiet = calls.filter(({ number }) => !recent.some((each) => each.number === number));
  const facts = { quiet, numbers: numbers.length };
  const [first] = quiet;
  const repair = first === undefined ? null : { by: "test-call", number: first.number } as const;
  return { check, level: "amber", finding: "last-calls-old", facts, repair };
}
