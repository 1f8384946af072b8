// The simulator's log: one line an event, for people who watch a terminal.

/** Writes one event with its fields. Never given a secret. */
export type Log = (event: string, fields?: Record<string, string | number | null>) => void;

/** A log that writes `event key=value …` lines through `write`. */
export function lineLog(write: (line: string) => void): Log {
  return (event, fields = {}) => {
    const pairs = Object.entries(fields).map(([key, value]) => ` ${key}=${value ?? "-"}`);
    write(`${event}${pairs.join("")}`);
  };
}

/** A log that keeps nothing. */
export const silentLog: Log = () => {};
