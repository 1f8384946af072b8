import { inBackground } from "./background.ts";

/** One line of the log, written as JSON. Numbers are masked before they come here. */
export interface LogLine {
  level: "info" | "error";
  message: string;
  function: string;
  requestId: string;
  [field: string]: unknown;
}

export type WriteLog = (line: LogLine) => void;

/** Writes a line once the answer is on its way: the caller on the telephone does not wait for it. */
export const writeLog: WriteLog = (line) => {
  inBackground(() => {
    const text = JSON.stringify(line);
    if (line.level === "error") console.error(text);
    else console.log(text);
  });
};

/** What went wrong, for the log: an error's cause explains it better than the error. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause !== undefined) return describeError(error.cause);
  return `${error.name}: ${error.message}`;
}
