// What is said of a colleague beyond the bare status. A file of its own, since the start of the page has no need of it.
import { inLanguage } from "./language.ts";

const en = {
  wrappingUp: "Wrapping up",
  forMinutes: (word: string, minutes: number) => minutes < 1 ? word : `${word}, ${minutes} min`,
};

export type Words = typeof en;
export const { forMinutes, wrappingUp } = inLanguage({ en });
