// What the person chose for the seat: one fact, kept by the server with the time of the choice, for every browser.
import type { PresenceStatus } from "../../../supabase/functions/_shared/contracts/presence.ts";
import type { Result } from "../shared/problem.ts";
import type { PhoneServer } from "./server.ts";

/** What is chosen, and when it was, in epoch ms of the server's clock. */
export interface Choice {
  status: PresenceStatus;
  changedAt: number;
}

export interface SeatChoice {
  /** What is wanted now: what was chosen here, even if the server does not know it yet. */
  wanted: () => PresenceStatus;
  /** Whether the server has taken everything that was chosen here. */
  isTold: () => boolean;
  /** The person chooses, here. */
  choose: (status: PresenceStatus) => Promise<Result<unknown>>;
  /** Tells the server what it does not know; one after the other, so that the last choice is the last. */
  tell: () => Promise<Result<unknown>>;
  /** What the server says, by whatever way it came. */
  learn: (choice: Choice) => void;
}

/** @param deps.onChange told whenever something else may be wanted */
export function openSeatChoice(deps: {
  server: Pick<PhoneServer, "choosePresence">;
  now: () => number;
  onChange: () => void;
}): SeatChoice {
  let known: Choice = { status: "offline", changedAt: -Infinity };
  let untold: { status: PresenceStatus; at: number } | null = null;
  let telling: Promise<Result<unknown>> = Promise.resolve({ ok: true, value: null });

  function learn(choice: Choice): void {
    if (choice.changedAt < known.changedAt) return;
    known = choice;
    // It did not get through, and another browser was asked for something else meanwhile.
    if (untold && choice.changedAt > untold.at) untold = null;
    deps.onChange();
  }

  async function tellNext(): Promise<Result<unknown>> {
    const told = untold;
    if (!told) return { ok: true, value: null };
    const answer = await deps.server.choosePresence(told.status);
    if (!answer.ok) return answer;
    if (untold === told) untold = null;
    learn(answer.value);
    return answer;
  }

  function tell(): Promise<Result<unknown>> {
    telling = telling.then(tellNext);
    return telling;
  }

  return {
    wanted: () => untold?.status ?? known.status,
    isTold: () => untold === null,
    choose(status) {
      untold = { status, at: deps.now() };
      return tell();
    },
    tell,
    learn,
  };
}
