import type { Call } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { recording as words } from "./words.ts";

/** What the Record key says and asks for. Null: nothing, as calls of this line are not recorded. */
export interface RecordKey {
  label: string;
  command: "record" | "pause-recording" | "resume-recording";
  isOn: boolean;
}

/**
 * @param call its row; null before one was seen
 * @param isOnHold recording waits for the other side then, and there is nothing to resume
 */
export function recordKeyOf(
  call: Pick<Call, "recording" | "can_be_recorded"> | null,
  isOnHold: boolean,
): RecordKey | null {
  const state = call?.recording ?? null;
  if (state === null ? !call?.can_be_recorded : state === "paused" && isOnHold) return null;
  const command = state === null
    ? "record"
    : state === "paused"
    ? "resume-recording"
    : "pause-recording";
  return { label: words[command], command, isOn: state === "on" };
}
