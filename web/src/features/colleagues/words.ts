// What the list of colleagues says.
import { inLanguage } from "../../shared/language.ts";

const en = {
  colleagues: {
    title: "Colleagues",
  },
};

export type Words = typeof en;
export const { colleagues } = inLanguage({ en });
