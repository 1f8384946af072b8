// What the phone says while somebody supervises: to the supervisor, and to whoever is supervised.
import type { Manner } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { inLanguage } from "../../../shared/language.ts";

const en = {
  panel: {
    title: {
      listen: "You are listening",
      whisper: "You are whispering",
      join: "You joined",
    } satisfies Record<Manner, string>,
    connecting: "Connecting you",
    heardBy: {
      listen: () => "Nobody hears you.",
      whisper: (who: string) => `Only ${who} hears you.`,
      join: () => "Everybody on the line hears you.",
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
    noRing: "You don’t ring meanwhile.",
    colleague: "A colleague",
    says: {
      listen: (who: string) => `Listening to ${who}. Nobody hears you`,
      whisper: (who: string) => `Only ${who} hears you`,
      join: () => "You joined",
    } satisfies Record<Manner, (who: string) => string>,
    over: "You are no longer listening",
  },
  line: {
    title: {
      listen: (who: string) => `${who} is listening`,
      whisper: (who: string) => `${who} is talking to you`,
      join: (who: string) => `${who} joined`,
    } satisfies Record<Manner, (who: string) => string>,
    more: {
      listen: (who: string) => `Neither you nor the other side hears ${who}.`,
      whisper: (who: string) => `Only you hear ${who}. The other side hears you, as before.`,
      join: (who: string) => `Everybody on the line hears ${who}.`,
    } satisfies Record<Manner, (who: string) => string>,
    supervisor: "A supervisor",
  },
};

export type Words = typeof en;
export const { panel, line } = inLanguage({ en });
