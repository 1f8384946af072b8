// Several devices of one identity as one far end: all ring. The first to answer is the far end, and the first to decline
// declines for all: either way the others stop (said by the Voice SDK's maintainers, twilio-voice.js issue 435). One leg
// and one CallSid for all of them is assumed (unverified in a live account).

import type { AudioPort, Party, PartyEvents, UserMessage } from "./party.ts";

/** @param parties one or more */
export function fork(parties: readonly [Party, ...Party[]]): Party {
  const [first, ...others] = parties;
  return others.length === 0 ? first : new Fork(parties);
}

class Fork implements Party {
  readonly #parties: readonly [Party, ...Party[]];
  #winner: Party | null = null;
  /** Devices that still ring. */
  readonly #ringing: Set<Party>;
  #rang = false;

  constructor(parties: readonly [Party, ...Party[]]) {
    this.#parties = parties;
    this.#ringing = new Set(parties);
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
          if (!this.#ringing.has(party)) return;
          this.#winner = party;
          this.#stop(party);
          events.answered();
        },
        refused: (reason, sip) => {
          if (!this.#ringing.delete(party)) return;
          // A device that could not be reached decides nothing while others ring.
          if (reason === "busy") this.#stop(party);
          else if (this.#ringing.size > 0) return;
          events.refused(reason, sip);
        },
        hungUp: () => {
          if (this.#winner === party) events.hungUp();
        },
        digits: (digits) => {
          if (this.#winner === party) events.digits(digits);
        },
        message: (message) => {
          if (this.#winner === party) events.message(message);
        },
      });
    }
  }

  /** No device rings any more. */
  #stop(by: Party): void {
    this.#ringing.delete(by);
    const others = [...this.#ringing];
    this.#ringing.clear();
    for (const other of others) other.end();
  }

  end(error?: { code: number; message: string }): void {
    if (this.#winner !== null) this.#winner.end(error);
    else for (const party of this.#parties) party.end(error);
  }

  sendDigits(digits: string): void {
    this.#winner?.sendDigits(digits);
  }

  sendMessage(message: UserMessage): void {
    this.#winner?.sendMessage?.(message);
  }

  listen(): void {
    throw new Error("Cannot listen: devices that are rung together place no call");
  }
  progress(): void {}
  accept(): void {}
}
