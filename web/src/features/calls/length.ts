import type { CallRow } from "../../calls/calls.tsx";
import { timerText } from "../../shared/ui/duration.ts";

/** "6:12" of talk, running while they talk; the time it rang when nobody took it; else nothing. */
export function lengthOf(call: CallRow, now: number): string {
  if (call.talkingSince !== null) return timerText((now - call.talkingSince) / 1000);
  const seconds = call.talkedSeconds ?? call.ringSeconds;
  return seconds === null || call.status === "failed" ? "" : timerText(seconds);
}
