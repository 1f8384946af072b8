import type { DueCall } from "../_shared/data/reconciliation.ts";
import { atMost } from "../_shared/domain/at_most.ts";
import type { Asker } from "../_shared/domain/credentials.ts";
import { Failure } from "../_shared/domain/failure.ts";
import type { LegState } from "../_shared/domain/leg_state.ts";
import type { TwilioWork } from "../_shared/domain/twilio_work.ts";

/** Twilio takes more at once, but other functions ask too. */
const requestsAtOnce = 4;

/** What a run needs of the database and of Twilio. */
export interface ReconcileCollaborators {
  readGrant: () => Promise<Asker & { calls: DueCall[] }>;
  listOpenLegs: (asker: Asker) => Promise<LegState[]>;
  fetchLegs: (asker: Asker, firstSid: string) => Promise<LegState[]>;
  fetchLeg: (asker: Asker, callSid: string) => Promise<LegState | null>;
  keep: (calls: { id: number; legs: LegState[] }[]) => Promise<TwilioWork[]>;
  /** Goes on with what somebody wanted, and whose function died. */
  carryOut: (asker: Asker, work: TwilioWork) => Promise<unknown>;
}

/**
 * Asks Twilio about one workspace's calls that nothing was heard of: once for all lines that go on, and then only for
 * the calls that are missing there. Commands that were left half done are finished then. Whatever Twilio does not
 * answer waits for the next run.
 * @throws Failure `E-SECRET`, and when Twilio lists nothing `E-CREDENTIALS` or `E-TWILIO`
 */
export async function reconcile(
  { readGrant, listOpenLegs, fetchLegs, fetchLeg, keep, carryOut }: ReconcileCollaborators,
): Promise<void> {
  const { calls, ...asker } = await readGrant();
  if (calls.length === 0) return;
  const fetchAll = atMost(
    requestsAtOnce,
    (sid: string) => answered(() => fetchLegs(asker, sid)),
  );
  const fetchOne = atMost(
    requestsAtOnce,
    (sid: string) => answered(async () => await fetchLeg(asker, sid) ?? unknownLeg(sid)),
  );
  const open = await listOpenLegs(asker);
  const isOpen = (sid: string) => open.some(({ callSid }) => callSid === sid);

  async function findDialled(firstSid: string | null): Promise<LegState[] | null> {
    if (firstSid === null) return [];
    if (isOpen(firstSid)) {
      return open.filter(({ callSid, parentCallSid }) =>
        callSid === firstSid || parentCallSid === firstSid
      );
    }
    const ended = await fetchAll(firstSid);
    return ended?.length === 0 ? [unknownLeg(firstSid)] : ended;
  }

  const found = await Promise.all(calls.map(async ({ id, firstSid, otherSids }) => {
    const [dialled, ...others] = await Promise.all([
      findDialled(firstSid),
      ...otherSids.map((sid) => open.find(({ callSid }) => callSid === sid) ?? fetchOne(sid)),
    ]);
    if (dialled === null) return null;
    return { id, legs: [...dialled, ...others.filter((leg) => leg !== null)] };
  }));
  const left = await keep(found.filter((call) => call !== null));
  await Promise.all(left.map((work) => carryOut(asker, work)));
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
