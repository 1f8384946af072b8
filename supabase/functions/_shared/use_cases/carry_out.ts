import { type Progress } from "../data/twilio_work.ts";
import type { RequestAnswer, TwilioRequest, TwilioWork } from "../domain/twilio_work.ts";

/** How often a call is looked at again while somebody else asks Twilio, or a callback is waited for. */
const lookAgainMs = 40;
/** A person waits no longer; what is left is the reconciler's. */
const patienceMs = 9_000;

/** What carrying out needs of the database and of Twilio. */
export interface CarryOutCollaborators {
  perform: (requests: readonly TwilioRequest[]) => Promise<RequestAnswer[]>;
  keep: (callId: number, answers: readonly RequestAnswer[]) => Promise<Progress>;
  wait: (ms: number) => Promise<void>;
  /** Does what nobody waits for. */
  later: (work: () => Promise<void>) => void;
  now: () => number;
}

/**
 * Asks Twilio for what a call needs, keeps the answers, and goes on with what they lead to, until the call is what people
 * want. The database decides each step; whoever dies half way is followed by the reconciler.
 * @param waits whether somebody waits for the outcome: without, it ends when others have the rest in hand
 * @returns what came of the command; null when it was not over in time, or there was none
 */
export async function carryOut(
  first: TwilioWork,
  collaborators: CarryOutCollaborators,
  { waits }: { waits: boolean },
): Promise<Progress["outcome"]> {
  const { perform, keep, wait, later, now } = collaborators;
  const until = now() + patienceMs;
  let work: TwilioWork | null = first;
  while (work !== null) {
    const { callId, requests }: TwilioWork = work;
    if (requests.length === 0) {
      if (!waits || now() >= until) return null;
      await wait(lookAgainMs);
    }
    const progress: Progress = await keep(callId, await perform(requests));
    if (waits && progress.outcome !== null) {
      const { work: left } = progress;
      if (left !== null) {
        later(async () => void await carryOut(left, collaborators, { waits: false }));
      }
      return progress.outcome;
    }
    work = progress.work;
  }
  return null;
}
