// The telephone's one line as a pure function of what happened; the screen only shows it.

/**
 * @typedef {"idle" | "placing" | "ringing-out" | "ringing-in" | "picking-up" | "talking" | "ended"} Phase
 * @typedef {{
 *   phase: Phase, id: string, other: string, incoming: boolean, since: number, muted: boolean, keys: string,
 *   leaving: boolean, words: string,
 * }} Line
 */

/** @type {Line} */
export const IDLE = {
  phase: "idle",
  id: "",
  other: "",
  incoming: false,
  since: 0,
  muted: false,
  keys: "",
  leaving: false,
  words: "",
};

const OVER = new Set(["idle", "ended"]);

/**
 * @param {Line} line
 * @param {{type: string, id?: string, to?: string, from?: string, message?: string, digits?: string, on?: boolean}} event
 * @param {number} now milliseconds
 * @returns {Line}
 */
export function next(line, event, now) {
  if (event.type === "place" || event.type === "ring") {
    if (!OVER.has(line.phase)) return line;
    const incoming = event.type === "ring";
    return {
      ...IDLE,
      phase: incoming ? "ringing-in" : "placing",
      id: event.id ?? "",
      other: (incoming ? event.from : event.to) ?? "",
      incoming,
      since: now,
    };
  }
  if (event.type === "forget") return line.phase === "ended" ? IDLE : line;
  if (OVER.has(line.phase) || (event.id !== undefined && event.id !== line.id)) return line;
  switch (event.type) {
    case "ringing":
      return line.phase === "placing" ? { ...line, phase: "ringing-out" } : line;
    case "pick up":
      return line.phase === "ringing-in" ? { ...line, phase: "picking-up" } : line;
    case "answered":
      return line.phase === "talking" ? line : { ...line, phase: "talking", since: now };
    case "mute":
      return { ...line, muted: event.on === true };
    case "keys":
      return line.phase === "talking" ? { ...line, keys: line.keys + (event.digits ?? "") } : line;
    case "leave":
      return { ...line, leaving: true };
    case "ended":
      return { ...line, phase: "ended", since: now, words: outcome(line, event.message, now) };
    default:
      return line;
  }
}

/** @param {Line} line @param {string | undefined} message @param {number} now */
function outcome(line, message, now) {
  if (message !== undefined) return message;
  if (line.phase === "talking") {
    return `${line.leaving ? "You" : "They"} hung up after ${duration(now - line.since)}`;
  }
  if (line.incoming) return line.leaving ? "You declined" : "They gave up";
  return line.leaving ? "You gave up" : "Not answered";
}

/** @param {number} ms @returns {string} minutes and seconds, as 1:05 */
export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
