// What the menu of the person's status says.
import { inLanguage } from "../../../shared/language.ts";

const en = {
  menu: {
    label: "Your status",
    setByPhone: "“On a call” is set by the phone while you’re on a call.",
    wrapUp: "“Wrap-up” is set by the phone after a call. It ends by itself.",
    theme: "Appearance",
    themes: { system: "Match system", light: "Light", dark: "Dark" },
    account: "Your account",
    shortcuts: "Keyboard shortcuts",
    signOut: "Sign out",
  },
};

export type Words = typeof en;
export const { menu } = inLanguage({ en });
