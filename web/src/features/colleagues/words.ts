// What the list of colleagues says.
import { inLanguage } from "../../shared/language.ts";

const en = {
  colleagues: {
    title: "Colleagues",
    forMinutes: (word: string, minutes: number) => minutes < 1 ? word : `${word}, ${minutes} min`,
  },
};

export type Words = typeof en;
export const { colleagues } = inLanguage({ en });
