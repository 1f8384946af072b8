import type { PhoneCall } from "../../phone/phone-state.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import { otherSide as words } from "../../shared/words.ts";

/** Somebody outside: a name, a number, or neither. */
export type Party = Pick<PhoneCall, "name" | "number">;

/** Who that is: the name, else the number, else that it is withheld. */
export function partyOf({ name, number }: Party): string {
  return name ?? (number === null ? words.unknown : formatNumber(number));
}

/** The workspace's line by its name, else by its number. */
export function lineOf(call: PhoneCall): string {
  return call.lineName ?? formatNumber(call.line);
}
