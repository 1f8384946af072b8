import type { PhoneCall } from "../../../phone/phone-state.ts";
import { lengthText } from "../../../shared/ui/duration.ts";
import { endings } from "./words.ts";

type Ended = Pick<
  Extract<PhoneCall, { phase: "ended" }>,
  "direction" | "ending" | "talkedSeconds"
>;

/** "Ended by them, 9 min 14 s", "Busy"; a call in that nobody took is missed, however it ended. */
export function endedText({ direction, ending, talkedSeconds }: Ended): string {
  const gaveUp = ending === "canceled" || ending === "no-answer";
  if (direction === "inbound" && gaveUp) return endings.missed;
  const word = endings[ending];
  return talkedSeconds === null ? word : `${word}, ${lengthText(talkedSeconds)}`;
}
