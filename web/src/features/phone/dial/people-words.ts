// What the list of colleagues under the number field says.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  people: {
    title: "Colleagues",
    found: (count: number) => {
      if (count === 0) return "No colleague matches.";
      return count === 1 ? "1 colleague" : `${count} colleagues`;
    },
    cannot: (name: string) => `${name} can’t be called right now.`,
  },
};

export type Words = typeof en;
export const { people } = inLanguage({ en });
