import type { Failure } from "../domain/failure.ts";
import { type WriteLog, writeLog } from "./log.ts";

/**
 * Counts the webhooks that an instance refused and logs the 1st, 2nd, 4th, 8th … of them: a flood
 * of forged requests must not drown the log, which a hosted project limits to 10 lines a second.
 */
export function countRefusals(
  name: string,
  log: WriteLog = writeLog,
): (failure: Failure, requestId: string) => void {
  let count = 0;
  return (failure, requestId) => {
    count++;
    if ((count & (count - 1)) !== 0) return;
    log({
      level: "info",
      message: "webhooks refused",
      function: name,
      requestId,
      code: failure.code,
      count,
    });
  };
}
