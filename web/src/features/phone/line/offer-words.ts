// What the phone says of a call that was interrupted, since its page was gone.
import { inLanguage } from "../../../shared/language.ts";
import { within } from "./within.ts";

const en = {
  offer: {
    title: "Your call was interrupted",
    talked: (who: string, seconds: number) =>
      `You were talking to ${within(who)} ${seconds} s ago. They hear music.`,
    takeBack: "Take it back",
    letGo: "Let others take it",
    ringsOthers: (time: string) => `Rings the others in ${time}`,
    takesBack: "takes it back",
    goesOnline: "You’re offline. Taking it back puts you online.",
    inOtherTab: "The call comes back in the tab that has the phone.",
  },
};

export type Words = typeof en;
export const { offer } = inLanguage({ en });
