// Several devices of one identity as one far end: all ring, the first to answer is the far end, the others stop.
// One leg and one CallSid for all of them is assumed (unverified in a live account).

import type { AudioPort, Party, PartyEvents, RingFailure } from "./party.ts";

/** @param parties one or more */
export function fork(parties: readonly [Party, ...Party[]]): Party {
  const [first, ...others] = parties;
  return others.length === 0 ? first : new Fork(parties);
}

class Fork implements Party {
  readonly #parties: readonly [Party, ...Party[]];
  readonly #refusals: { reason: RingFailure; sip: number }[] = [];
  #winner: Party | null = null;
  #rang = false;

  constructor(parties: readonly [Party, ...Party[]]) {
    this.#parties = parties;
  }

  get address(): string {
    return this.#parties[0].address;
  }

  get audio(): AudioPort {
    return (this.#winner ?? this.#parties[0]).audio;
  }

  ring(events: PartyEvents): void {
    for (const party of this.#parties) {
      party.ring({
        ringing: () => {
          if (this.#rang) return;
          this.#rang = true;
          events.ringing();
        },
        answered: () => {
          if (this.#winner !== null) return;
          this.#winner = party;
          for (const other of this.#parties) if (other !== party) other.end();
          events.answered();
        },
        refused: (reason, sip) => {
          this.#refusals.push({ reason, sip });
          if (this.#winner !== null || this.#refusals.length < this.#parties.length) return;
          // Somebody declined: that says more than a device that could not be reached.
          const said = this.#refusals.find((one) => one.reason === "busy") ?? { reason, sip };
          events.refused(said.reason, said.sip);
        },
        hungUp: () => {
          if (this.#winner === party) events.hungUp();
        },
        digits: (digits) => {
          if (this.#winner === party) events.digits(digits);
        },
      });
    }
  }

  end(error?: { code: number; message: string }): void {
    if (this.#winner !== null) this.#winner.end(error);
    else for (const party of this.#parties) party.end(error);
  }

  sendDigits(digits: string): void {
    this.#winner?.sendDigits(digits);
  }

  listen(): void {
    throw new Error("Cannot listen: devices that are rung together place no call");
  }
  progress(): void {}
  accept(): void {}
}
