// A call from one account number to another inside the simulator: the called leg of the one is the calling leg of the
// other, back to back.

import type { AudioPort, Party, PartyEvents } from "./party.ts";

/** A port and its mirror: what is written to one comes out of the other. */
function ports(): [AudioPort, AudioPort] {
  const listeners: (((frame: Int16Array) => void) | null)[] = [null, null];
  const end = (own: 0 | 1): AudioPort => ({
    write: (frame) => listeners[1 - own]?.(frame),
    onFrame: (listener) => listeners[own] = listener,
    close: () => listeners[own] = null,
  });
  return [end(0), end(1)];
}

/**
 * @param to the number that is called
 * @param from the caller that the other side sees
 * @param call starts the inbound call with the given far end; false when nobody can take it
 */
export function loopback(to: string, from: string, call: (caller: Party) => boolean): Party {
  const [near, far] = ports();
  let calling: PartyEvents | null = null;
  let called: PartyEvents | null = null;
  let answered = false;
  let over = false;
  const none = () => {};

  const caller: Party = {
    address: from,
    audio: far,
    ring: none,
    listen: (events) => called = events,
    progress: () => calling?.ringing(),
    accept() {
      answered = true;
      calling?.answered();
    },
    end() {
      if (over) return;
      over = true;
      if (answered) calling?.hungUp();
      else calling?.refused("busy", 486);
    },
    sendDigits: (digits) => calling?.digits(digits),
  };
  return {
    address: to,
    audio: near,
    ring(events) {
      calling = events;
      if (!call(caller)) events.refused("failed", 404);
    },
    listen: none,
    progress: none,
    accept: none,
    end() {
      if (over) return;
      over = true;
      called?.hungUp();
    },
    sendDigits: (digits) => called?.digits(digits),
  };
}
