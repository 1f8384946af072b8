// What the banner over every page says, which is loaded without the page.
import { inLanguage } from "../../shared/language.ts";

const en = {
  banner: {
    title: "Outgoing calls are paused",
    open: "Open Policy",
  },
};

export type Words = typeof en;
export const { banner } = inLanguage({ en });
