// What is said of the controls on top of other windows.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  onTop: {
    keep: "Keep controls on top of other windows",
    how: "They open when you place or answer a call, and close after it.",
    unsupported: "This browser can’t keep controls on top of other windows. Chrome and Edge can.",
  },
};

export type Words = typeof en;
export const { onTop } = inLanguage({ en });
