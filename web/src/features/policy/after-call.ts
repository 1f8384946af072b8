import type { OutcomeTag } from "../../calls/calls.tsx";
import { afterCall as words } from "./words.ts";

/** The keys that choose an outcome, as they stand on a keyboard. */
export const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

/** The name for each key; empty where there is none. */
export function namesByKey(tags: readonly OutcomeTag[]): string[] {
  return keys.map((key) => tags.find((tag) => String(tag.key) === key)?.name ?? "");
}

/** What an admin entered. */
export interface AfterCallForm {
  /** Seconds; empty: none. */
  wrapUp: string;
  required: boolean;
  names: readonly string[];
}

/** What the database would not take, in words; null: nothing. */
export function afterCallFault({ wrapUp, required, names }: AfterCallForm): string | null {
  const seconds = /^\d+$/.test(wrapUp) ? Number(wrapUp) : NaN;
  if (wrapUp !== "" && !(seconds >= 5 && seconds <= 900)) return words.wrongTime;
  const used = names.filter((name) => name !== "").map((name) => name.toLowerCase());
  const twice = used.find((name, index) => used.indexOf(name) !== index);
  if (twice !== undefined) {
    return words.twice(names.find((name) => name.toLowerCase() === twice) ?? twice);
  }
  const long = names.find((name) => /.{41}/u.test(name));
  if (long !== undefined) return words.tooLong(long);
  if (required && (wrapUp === "" || used.length === 0)) return words.nothingToRequire;
  return null;
}
