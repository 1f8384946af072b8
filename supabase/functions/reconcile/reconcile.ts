import type { DueCall } from "../_shared/data/reconciliation.ts";
import { atMost } from "../_shared/domain/at_most.ts";
import type { Asker } from "../_shared/domain/credentials.ts";
import { Failure } from "../_shared/domain/failure.ts";
import type { LegState } from "../_shared/domain/leg_state.ts";

/** Twilio takes more at once, but other functions ask too. */
const requestsAtOnce = 4;

/** What a run needs of the database and of Twilio. */
export interface ReconcileCollaborators {
  readGrant: () => Promise<Asker & { calls: DueCall[] }>;
  listOpenLegs: (asker: Asker) => Promise<LegState[]>;
  fetchLegs: (asker: Asker, firstSid: string) => Promise<LegState[]>;
  endLeg: (leg: Asker & { callSid: string }) => Promise<void>;
  keep: (calls: { id: number; legs: LegState[] }[]) => Promise<void>;
}

/**
 * Asks Twilio about one workspace's calls that nothing was heard of: once for all lines that go on, and then only for
 * the calls that are missing there. Commands that were left half done are carried out first. Whatever Twilio does not
 * answer waits for the next run.
 * @throws Failure `E-SECRET`, and when Twilio lists nothing `E-CREDENTIALS` or `E-TWILIO`
 */
export async function reconcile(
  { readGrant, listOpenLegs, fetchLegs, endLeg, keep }: ReconcileCollaborators,
): Promise<void> {
  const { calls, ...asker } = await readGrant();
  if (calls.length === 0) return;
  const limited = {
    end: atMost(requestsAtOnce, (callSid: string) => answered(() => endLeg({ ...asker, callSid }))),
    fetch: atMost(requestsAtOnce, (sid: string) => answered(() => fetchLegs(asker, sid))),
  };
  await Promise.all(
    calls.flatMap(({ end, firstSid }) => end && firstSid !== null ? [limited.end(firstSid)] : []),
  );
  const open = await listOpenLegs(asker);
  const found = await Promise.all(calls.map(async ({ id, firstSid }) => {
    const legs = open.filter(({ callSid, parentCallSid }) =>
      callSid === firstSid || parentCallSid === firstSid
    );
    const goesOn = legs.some(({ callSid }) => callSid === firstSid);
    if (goesOn || firstSid === null) return { id, legs };
    const ended = await limited.fetch(firstSid);
    if (ended === null) return null;
    return { id, legs: ended.length > 0 ? ended : [unknownLeg(firstSid)] };
  }));
  await keep(found.filter((call) => call !== null));
}

/** Null when Twilio did not answer, or asked for fewer requests. */
async function answered<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Failure && error.code === "E-TWILIO") return null;
    throw error;
  }
}

/** Twilio keeps every call for years: one that it does not know never was, or is another account's. */
function unknownLeg(callSid: string): LegState {
  return { callSid, parentCallSid: null, to: "", status: "failed", at: null, durationS: null };
}
