import type { Bench, FindingOf } from "../collaborators.ts";

const check = "agents";

/** Whom a call to each number would ring now: by heartbeat, not by what a screen says. */
export function checkAgents({ stored }: Bench): Promise<FindingOf<"agents">> {
  return Promise.resolve(judge(stored.facts.numbers));
}

function judge(
  facts: readonly { number: string; ring: number; given: number }[],
): FindingOf<"agents"> {
  const numbers = facts.map(({ number, ring, given }) => ({ number, ring, given }));
  const silent = numbers.filter(({ ring }) => ring === 0)
    .map(({ number, given }) => ({ number, given }));
  if (numbers.length === 0) {
    return { check, level: "amber", finding: "agents-no-numbers", facts: {}, repair: null };
  }
  if (silent.length === 0) {
    return { check, level: "green", finding: "agents-ring", facts: { numbers }, repair: null };
  }
  const repair = silent.some(({ given }) => given === 0)
    ? { by: "page", page: "numbers" } as const
    : null;
  return { check, level: "amber", finding: "agents-silent", facts: { silent, numbers }, repair };
}
