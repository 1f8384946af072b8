import type { PhoneServer, RecordedEvent } from "./server.ts";

/** Events of one call are sent together, at most this often. */
const everyMs = 1_000;
/** The database takes 4 kB at once; an event is about 60 bytes. */
const atMost = 40;

/**
 * Keeps what the SDK told about one call. Never throws and never waits: a call does not depend on it.
 * @param callId the call's id, null until it is known
 * @param later runs something later and answers how to call it off
 */
export function openEventLog(
  server: Pick<PhoneServer, "recordEvents">,
  callId: () => number | null,
  later: (ms: number, run: () => void) => () => void,
) {
  let waiting: RecordedEvent[] = [];
  let callOff: (() => void) | null = null;

  const flush = () => {
    callOff = null;
    const id = callId();
    if (id === null) return;
    const sent = waiting.splice(0, atMost);
    if (sent.length > 0) void server.recordEvents(id, sent);
    if (waiting.length > 0) callOff = later(everyMs, flush);
  };

  return {
    note(event: RecordedEvent) {
      waiting.push(event);
      callOff ??= later(everyMs, flush);
    },
    /** Sends what waits; for the end of a call. */
    flush() {
      callOff?.();
      flush();
    },
  };
}
