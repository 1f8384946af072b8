// What the phone itself says; what its rooms say stands in each.
import { inLanguage } from "../../shared/language.ts";

const en = {
  missing: {
    title: "Part of the phone is missing",
    text: "It couldn’t be loaded. You can make and take calls; reload the page to get the rest.",
    outdated: "This tab is out of date",
    outdatedText: "Softphone was updated. Reload the page to get the new version.",
    reload: "Reload",
  },
  phone: {
    title: "Phone",
    sounds: "Sound settings",
    soundsFailed: "Sound settings can’t be loaded right now.",
  },
  switcher: {
    workspace: "Workspace",
    newWorkspace: "New workspace…",
    callKeepsWorkspace: "You’re on a call in this workspace. Hang up first.",
  },
  foot: {
    ready: "Ready to ring",
    away: "Away, calls don’t ring here",
    elsewhere: {
      tab: "The phone runs in another tab. You can use it from here.",
      browser: "The call is in another browser. You can use it from here.",
    },
    ringsAgain: (time: string) => `Calls ring here again in ${time}`,
    noLines: "Online, but the workspace has no number",
    noTwilio: "Online, but Twilio isn’t connected",
    ringing: "Ringing here",
    reconnecting: "Reconnecting…",
    noNetwork: (clock: string) => `No network since ${clock}`,
    microphone: "System microphone",
  },
};

export type Words = typeof en;
export const { missing, phone, switcher, foot } = inLanguage({ en });
