// What the phone itself says of a call that it takes back.
import { inLanguage } from "../../shared/language.ts";
import type { Problem } from "../../shared/problem.ts";

const en = {
  tooSlow: {
    code: "E-TAKE-BACK-SLOW",
    message: "The call didn’t come back in time.",
    next: "Try again.",
  } satisfies Problem,
};

export type Words = typeof en;
export const { tooSlow } = inLanguage({ en });
