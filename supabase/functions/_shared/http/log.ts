import { maskNumbers } from "../domain/mask.ts";
import { inBackground } from "./background.ts";
import { limitFailures } from "./failure_limit.ts";

/** One line of the log, written as JSON. */
export interface LogLine {
  level: "info" | "error";
  message: string;
  function: string;
  requestId: string;
  [field: string]: unknown;
}

/** Takes a line as it is: numbers are masked, long values cut and floods thinned out behind it. */
export type WriteLog = (line: LogLine) => void;

/** Far above what a line needs, and far below what whoever sends us a request can put into it. */
const limits = { characters: 300, values: 10 } as const;

/**
 * The log of one process. Whatever a line is made of, part of it may come from a stranger: no telephone number gets
 * into the log in full, no value is long, and failures do not drown the rest.
 * @param now milliseconds since 1970
 */
export function makeLog(write: WriteLog, now: () => number = Date.now): WriteLog {
  const passes = limitFailures(now);
  return (line) => {
    const leftOut = passes(line);
    if (leftOut === null) return;
    const { level, message, function: name, requestId, ...fields } = line;
    write({
      level,
      message,
      function: name,
      requestId,
      ...Object.fromEntries(
        Object.entries(fields).map(([field, value]) => [field, presentable(value)]),
      ),
      ...(leftOut === 0 ? {} : { leftOut }),
    });
  };
}

/** Writes a line once the answer is on its way: the caller on the telephone does not wait for it. */
export const writeLog: WriteLog = makeLog((line) => {
  inBackground(() => {
    const text = JSON.stringify(line);
    if (line.level === "error") console.error(text);
    else console.log(text);
  });
});

function presentable(value: unknown): unknown {
  if (typeof value === "string") return maskNumbers(cut(value));
  if (Array.isArray(value)) return value.slice(0, limits.values).map(presentable);
  if (typeof value === "object" && value !== null) return presentable(JSON.stringify(value));
  return value;
}

function cut(text: string): string {
  return text.length <= limits.characters
    ? text
    : `${text.slice(0, limits.characters).toWellFormed()}…`;
}

/** What went wrong, for the log: an error's cause explains it better than the error. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause !== undefined) return describeError(error.cause);
  return `${error.name}: ${error.message}`;
}
