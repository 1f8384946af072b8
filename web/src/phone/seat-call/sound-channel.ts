// What the tabs of one browser say to each other of the call that one of them has the sound of.
import * as v from "valibot";
import { IdSchema } from "../../../../supabase/functions/_shared/contracts/fields.ts";

const SoundSchema = v.variant("say", [
  /** Who has the sound of this call? */
  v.object({ say: v.literal("ask"), callId: IdSchema }),
  /** It is here. */
  v.object({
    say: v.literal("here"),
    callId: IdSchema,
    muted: v.boolean(),
    digits: v.string(),
    quality: v.picklist(["good", "fair", "poor"]),
  }),
  v.object({ say: v.literal("mute"), callId: IdSchema, muted: v.boolean() }),
  v.object({ say: v.literal("digits"), callId: IdSchema, digits: v.string() }),
  /** To the tab that is the phone: the person takes an interrupted call back. */
  v.object({ say: v.literal("take-back"), callId: IdSchema }),
]);

export type SoundWord = v.InferOutput<typeof SoundSchema>;

export interface SoundChannel {
  say: (word: SoundWord) => void;
  close: () => void;
}

export function openSoundChannel(seatId: number, onHeard: (word: SoundWord) => void): SoundChannel {
  const channel = new BroadcastChannel(`softphone-sound-${seatId}`);
  channel.addEventListener("message", ({ data }) => {
    const word = v.safeParse(SoundSchema, data);
    if (word.success) onHeard(word.output);
  });
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has only its own origin
    say: (word) => channel.postMessage(word),
    close: () => channel.close(),
  };
}
