import type { Bench, FindingOf } from "../collaborators.ts";

const check = "open-calls";

/** Fewer are a tab that crashed or a network that hung, on any day. */
const few = 10;

/** How many calls only ended here because Twilio was asked: their callbacks never came. */
export function checkOpenCalls({ stored }: Bench): Promise<FindingOf<"open-calls">> {
  const { closed, calls } = stored.facts;
  return Promise.resolve(
    closed < few || closed * 20 < calls
      ? { check, level: "green", finding: "open-calls-few", facts: { closed }, repair: null }
      : {
        check,
        level: "amber",
        finding: "open-calls-many",
        facts: { closed, calls },
        repair: null,
      },
  );
}
