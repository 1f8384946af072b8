import type { PhoneCall } from "../../phone/phone-state.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import { otherSide as words } from "../../shared/words.ts";

/** Who is on the other side: the name, else the number, else that it is withheld. */
export function partyOf(call: PhoneCall): string {
  return call.name ?? (call.number === null ? words.unknown : formatNumber(call.number));
}

/** The workspace's line by its name, else by its number. */
export function lineOf(call: PhoneCall): string {
  return call.lineName ?? formatNumber(call.line);
}
