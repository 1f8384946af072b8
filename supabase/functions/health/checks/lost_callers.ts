import { Failure } from "../../_shared/domain/failure.ts";
import type { CallIn } from "../../_shared/twilio/calls_in.ts";
import type { HealthTwilio } from "../collaborators.ts";
import { inTime } from "../in_time.ts";

/** How far back callers are counted. */
export const dayMs = 24 * 3_600_000;

/** A check may take 15 s in all, and is of use without the count. */
const limitMs = 8_000;

/**
 * How many people called these numbers in vain; whoever called again is one.
 * @param numbers each with the moment to count from
 * @param isLost whether this call that came in at Twilio never got through to us
 * @returns null when Twilio does not say, or takes too long
 */
export async function countLost(
  twilio: Pick<HealthTwilio, "callsIn">,
  numbers: readonly { number: string; since: Date }[],
  isLost: (call: CallIn) => boolean = () => true,
): Promise<number | null> {
  const all = Promise.all(numbers.map(({ number, since }) => twilio.callsIn(number, since)));
  try {
    const lost = (await inTime(all, limitMs)).flat().filter(isLost);
    // Who withholds the number is somebody else each time.
    return new Set(lost.map(({ sid, from }) => from.startsWith("+") ? from : sid)).size;
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}
