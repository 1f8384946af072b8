import type { Call } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import type { RecordingMode } from "../../../../../supabase/functions/_shared/contracts/policy.ts";
import { recording as words } from "./words.ts";

/** What the Record key says and asks for. Null: nothing, as calls of this line are not recorded. */
export interface RecordKey {
  label: string;
  command: "record" | "pause-recording" | "resume-recording";
  isOn: boolean;
}

/**
 * @param state what is recorded now
 * @param mode what is recorded of this line's calls; null while that is not known
 * @param isOnHold recording waits for the other side then, and there is nothing to resume
 */
export function recordKeyOf(
  state: Call["recording"],
  mode: RecordingMode | null,
  isOnHold: boolean,
): RecordKey | null {
  switch (state) {
    case "on":
    case "announcing":
      return { label: words.pause, command: "pause-recording", isOn: state === "on" };
    case "paused":
      return isOnHold ? null : { label: words.resume, command: "resume-recording", isOn: false };
    case null:
      return mode === null || mode === "off"
        ? null
        : { label: words.record, command: "record", isOn: false };
    default:
      return state satisfies never;
  }
}

/** The line's own, else the workspace's. */
export function recordingModeOf(
  line: RecordingMode | null | undefined,
  workspace: RecordingMode | undefined,
): RecordingMode | null {
  return line ?? workspace ?? null;
}
