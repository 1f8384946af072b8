// Where Twilio's documents leave something open, or contradict what others saw: scripts may have it either way
// (`PUT /_control/choices`), so that a product can be shown to work whichever is true.

import * as v from "valibot";

/** What is left out keeps its default. */
export const choices = v.strictObject({
  /** How long after its beginning a conference is missing from the list. Seen live by others: up to 2 s. */
  conferenceListLagMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(60_000)), 0),
  /** A Record in which nobody spoke: its action is asked (today's page), or the next verb runs (older pages). */
  silentRecord: v.optional(v.picklist(["action", "next-verb"]), "action"),
  /** The sound of a recording by its address without an ending: WAV (documented), or the resource (seen live by others). */
  bareMediaUrl: v.optional(v.picklist(["wav", "json"]), "wav"),
  /** Whether parts of a recording's sound can be asked for (Range), which nobody documents. */
  mediaRanges: v.optional(v.boolean(), true),
  /** How long the API takes before it does what it is asked, in ms of the machine's time. Nobody documents it. */
  apiLatencyMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(10_000)), 0),
});
export type Choices = v.InferOutput<typeof choices>;

export interface Chosen {
  readonly now: Choices;
  set(next: Choices): void;
  clear(): void;
}

export function createChoices(): Chosen {
  let now = v.parse(choices, {});
  return {
    get now() {
      return now;
    },
    set: (next) => void (now = next),
    clear: () => void (now = v.parse(choices, {})),
  };
}
