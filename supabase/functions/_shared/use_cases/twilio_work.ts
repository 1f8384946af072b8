import type { Database } from "../data/database.ts";
import { keepAnswers, type Progress } from "../data/twilio_work.ts";
import { inBackground } from "../http/background.ts";
import type { Asker } from "../domain/credentials.ts";
import type { TwilioWork } from "../domain/twilio_work.ts";
import { performAll } from "../twilio/perform.ts";
import type { TwilioRest } from "../twilio/rest.ts";
import { carryOut } from "./carry_out.ts";

/** What a running call needs of Twilio, and who asks for it. */
export interface CallWork {
  workspaceId: number;
  asker: Asker;
  work: TwilioWork;
  /** The press that waits for it; null when nobody does. */
  commandId: string | null;
}

/** Carries out what a call needs of Twilio: see `carryOut`. */
export function workOn(
  { database, twilio, publicUrl }: { database: Database; twilio: TwilioRest; publicUrl: string },
  { workspaceId, asker, work, commandId }: CallWork,
): Promise<Progress["outcome"]> {
  return carryOut(work, {
    perform: (requests) =>
      performAll(
        {
          twilio,
          asker,
          publicUrl,
          // The TwiML library takes 17 ms to start, and few of these webhooks and presses redirect anybody.
          documentFor: async (step) => (await import("./document.ts")).documentFor(step, publicUrl),
        },
        requests,
      ),
    keep: (callId, answers) => keepAnswers(database, { workspaceId, callId, answers, commandId }),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    later: inBackground,
    now: () => performance.now(),
  }, { waits: commandId !== null });
}
