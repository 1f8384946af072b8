// What the frame around the pages says, and the page while it starts.
import { inLanguage } from "../shared/language.ts";

const en = {
  start: {
    loading: "Starting…",
    offline: "Can’t reach the phone system.",
    offlineNext: "You’ll be signed in automatically when the network is back.",
    failed: "Your workspace can’t be loaded right now.",
    notLoaded: "Softphone can’t be loaded right now.",
    retry: "Try again",
    signOut: "Sign out",
  },
  frame: {
    phone: "Phone",
    pages: "Pages",
    calls: "Calls",
    live: "Live",
    skip: "Skip to main content",
    helpFailed: "The shortcuts can’t be loaded right now.",
    seatOff: (workspace: string) => `Your access to ${workspace} was deactivated`,
    seatOffNext: "Ask an admin. Once it’s restored, everything comes back here by itself.",
    signedOut: "You’re signed out",
    signedOutNext: "You can finish this call. Then sign in again.",
    again: "Try again",
    missing: "This page can’t be loaded right now. Your phone still works.",
    outdated: "Softphone was updated since this tab was opened.",
    afterCall: "Reload when your call is over.",
    reload: "Reload",
    failed: "This page can’t be shown. Your phone still works.",
  },
  setup: {
    tab: "Setup",
    pages: "Setup pages",
    phoneSystem: "Phone system",
    people: "People",
    connection: "Connection",
    numbers: "Numbers",
    policy: "Policy",
    audit: "Audit log",
    workspace: "Workspace",
    health: "Health",
    problems: (count: number) => `${count} ${count === 1 ? "problem" : "problems"}`,
    team: "Team",
  },
};

export type Words = typeof en;
export const { start, frame, setup } = inLanguage({ en });
