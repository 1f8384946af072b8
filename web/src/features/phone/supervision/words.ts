// What the phone says to somebody who supervises a colleague's call.
import type { Manner } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { inLanguage } from "../../../shared/language.ts";

const en = {
  panel: {
    title: {
      listen: "You’re listening",
      whisper: "You’re whispering",
      join: "You joined",
    } satisfies Record<Manner, string>,
    connecting: "Connecting you",
    heardBy: {
      listen: () => "Nobody hears you.",
      whisper: (who: string) => `Only ${who} hears you.`,
      join: () => "Everyone on the line hears you.",
    } satisfies Record<Manner, (who: string) => string>,
    youHear: "You hear all of them.",
    keys: "How you take part",
    name: { listen: "Listen", whisper: "Whisper", join: "Join" } satisfies Record<Manner, string>,
    stop: "Stop listening",
    stopShort: "Stop",
    strip: {
      listen: (who: string) => `Listening to ${who}`,
      whisper: (who: string) => `Whispering to ${who}`,
      join: (who: string) => `In ${who}’s call`,
    } satisfies Record<Manner, (who: string) => string>,
    leave: "Leave the call",
    goesOn: "When you stop, they go on talking.",
    noRing: "Calls don’t ring here meanwhile.",
    colleague: "A colleague",
    says: {
      listen: (who: string) => `Listening to ${who}. Nobody hears you`,
      whisper: (who: string) => `Only ${who} hears you`,
      join: () => "You joined",
    } satisfies Record<Manner, (who: string) => string>,
    over: "You’re no longer listening",
  },
};

export type Words = typeof en;
export const { panel } = inLanguage({ en });
