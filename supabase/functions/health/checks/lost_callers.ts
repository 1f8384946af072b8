import { Failure } from "../../_shared/domain/failure.ts";
import type { HealthTwilio } from "../collaborators.ts";

/** How far back callers are counted. */
export const dayMs = 24 * 3_600_000;

/**
 * How many callers of these numbers were lost. What a check says without the count matters more than the count.
 * @param numbers each with the moment to count from
 * @param isLost whether this call that came in at Twilio never got through to us
 * @returns null when Twilio does not say
 */
export async function countLost(
  twilio: Pick<HealthTwilio, "callsIn">,
  numbers: readonly { number: string; since: Date }[],
  isLost: (callSid: string) => boolean = () => true,
): Promise<number | null> {
  try {
    const calls = await Promise.all(
      numbers.map(({ number, since }) => twilio.callsIn(number, since)),
    );
    return calls.flat().filter(isLost).length;
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}
