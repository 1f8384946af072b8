import type { PhoneServer, RecordedEvent } from "./server.ts";

/** Events of one call are sent together, at most this often. */
const everyMs = 1_000;
/** The database takes 4 kB at once; an event is about 60 bytes. */
const atMost = 40;

/**
 * Keeps what the SDK told about one call. Never throws and never waits: a call does not depend on it.
 * @param callId the call's id, null until it is known
 */
export function recordCall(server: Pick<PhoneServer, "recordEvents">, callId: () => number | null) {
  let waiting: RecordedEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    const id = callId();
    if (id === null) return;
    const sent = waiting.splice(0, atMost);
    if (sent.length > 0) void server.recordEvents(id, sent);
    if (waiting.length > 0) timer = setTimeout(flush, everyMs);
  };

  return {
    note(event: RecordedEvent) {
      waiting.push(event);
      timer ??= setTimeout(flush, everyMs);
    },
    /** Sends what waits; for the end of a call. */
    flush() {
      clearTimeout(timer);
      flush();
      waiting = [];
    },
  };
}
