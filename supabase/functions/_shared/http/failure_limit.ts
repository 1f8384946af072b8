import type { LogLine } from "./log.ts";

/** So many of a kind in a minute are written, and after them the 32nd, 64th, 128th … */
const perMinute = 20;
const minuteMs = 60_000;

/**
 * Thins out failures: a flood of forged requests must not drown the log, which a hosted project limits to ten lines a
 * second, nor one fault that every call meets. Other lines pass.
 * @returns for each line null when it is to be left out, else how many of its kind were left out before it
 */
export function limitFailures(now: () => number): (line: LogLine) => number | null {
  // Few: a kind is made of the code's own words.
  const kinds = new Map<string, { minute: number; count: number; leftOut: number }>();
  return (line) => {
    if (line.level !== "error" && line["code"] === undefined) return 0;
    const minute = Math.floor(now() / minuteMs);
    const kind = [line.function, line.message, line["code"]].join(" ");
    const before = kinds.get(kind);
    const count = before?.minute === minute ? before.count + 1 : 1;
    const leftOut = before?.leftOut ?? 0;
    const passes = count <= perMinute || (count & (count - 1)) === 0;
    kinds.set(kind, { minute, count, leftOut: passes ? 0 : leftOut + 1 });
    return passes ? leftOut : null;
  };
}
