// What the player of recordings says.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  player: {
    loading: "Loading the recording…",
    play: "Play the recording",
    pause: "Pause",
    position: "Position",
    speed: "Speed",
    notYours: "You can’t listen to this recording.",
    none: "There is nothing to listen to.",
    preparing: "Twilio is still preparing it. Try again in a minute.",
    deleted: (reason: string) =>
      reason === "retention"
        ? "Deleted when its time in the policy was up."
        : reason === "gone"
        ? "It was deleted at Twilio."
        : `Deleted: ${reason}`,
    remove: "Delete…",
    reason: "Why is it deleted? The audit log keeps this.",
    confirm: "Delete the recording",
    cancel: "Keep it",
    removed: "Recording deleted",
    later: "Nobody can listen to it anymore. We’ll ask Twilio again to delete it.",
  },
};

export type Words = typeof en;
export const { player } = inLanguage({ en });
