import { otherSide } from "../../../shared/words.ts";

/** A name as it stands within a sentence: "a colleague", "the unknown caller". */
export function within(who: string): string {
  return who === otherSide.unknown ? "the unknown caller" : who.replace(/^A /, "a ");
}
