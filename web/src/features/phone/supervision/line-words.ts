// What the phone says to whoever is supervised.
import type { Manner } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { inLanguage } from "../../../shared/language.ts";

const en = {
  line: {
    title: {
      listen: (who: string) => `${who} is listening`,
      whisper: (who: string) => `${who} is talking to you`,
      join: (who: string) => `${who} joined`,
    } satisfies Record<Manner, (who: string) => string>,
    more: {
      listen: (who: string) => `Neither you nor the other side hears ${who}.`,
      whisper: (who: string) => `Only you hear ${who}. The other side hears you, as before.`,
      join: (who: string) => `Everyone on the line hears ${who}.`,
    } satisfies Record<Manner, (who: string) => string>,
    supervisor: "A supervisor",
  },
};

export type Words = typeof en;
export const { line } = inLanguage({ en });
