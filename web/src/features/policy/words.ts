// What the Policy page says.
import { inLanguage } from "../../shared/language.ts";
import { countryInSentence } from "../../shared/country-name.ts";
import { lengthText } from "../../shared/ui/duration.ts";

const en = {
  page: {
    title: "Policy",
    sub:
      "Whom the team may call, how much and when, and who may not call you. It holds for every call at once.",
    failed: "The policy can’t be read right now.",
    again: "Try again",
    save: "Save",
    saving: "Saving…",
    saved: "Saved",
  },
  now: {
    goesOn: (when: string) => `Goes on ${when}.`,
    title: "Calls out today",
    talked: (seconds: number, limit: number | null) =>
      limit === null
        ? `The workspace talked ${lengthText(seconds)}.`
        : `The workspace talked ${lengthText(seconds)} of ${limit} min.`,
    none: "Nobody has called out yet.",
    busiest: (name: string, seconds: number, limit: number | null) =>
      limit === null
        ? `Most of it ${name}: ${lengthText(seconds)}.`
        : `Most of it ${name}: ${lengthText(seconds)} of ${limit} min.`,
    lastMinute: (count: number) =>
      count === 0
        ? "No calls in the last minute."
        : count === 1
        ? "1 call in the last minute."
        : `${count} calls in the last minute.`,
    paused: "Calls out are paused.",
    pause: "Pause calls out",
    pauseWhy: "A pause stops every new call out until midnight, or until you let calls go on.",
    resume: "Let calls go on",
    resumed: "Calls out go on.",
    wasPaused: "Calls out are paused.",
  },
  countries: {
    title: "Countries",
    sub: (home: string) =>
      `Calls to other countries are refused. Home is ${
        countryInSentence(home)
      }. Whoever gets hold of a password calls expensive countries first: leave off what you don’t need.`,
    search: "Find a country",
    count: (on: number) => on === 1 ? "1 country is on" : `${on} countries are on`,
    none: "No country is called that.",
    allOff: "With no country on, nobody can call out.",
  },
  limits: {
    title: "Limits",
    sub: "An empty field is no limit. A call ends when the minutes are used up.",
    who: "For",
    agent: "Each agent",
    workspace: "The whole workspace",
    calls: "Calls in a minute",
    minutes: "Minutes in a day",
    label: (who: string, what: string) => `${what}, ${who}`,
    whenReached: "When the workspace reaches a limit",
    refuse: "Refuse calls over it",
    pause: "Pause all calls out until midnight, and tell the admins",
    wrong: (what: string, who: string, most: number) =>
      `${what}, ${who}: a whole number from 1 to ${most}, or nothing.`,
  },
  hours: {
    title: "Time and calling hours",
    sub: "Hours are in the workspace’s time zone, not in that of whoever is called.",
    zone: "Time zone",
    zoneWhy: "A day begins at midnight there.",
    when: "Calls out may begin",
    always: "At any time",
    within: "Only at these hours",
    from: (day: string) => `${day}, from`,
    to: (day: string) => `${day}, to`,
    until: "to",
    closed: "no calls",
    backwards: (day: string) => `${day}: the end has to be after the beginning.`,
  },
  blocked: {
    title: "Blocked callers",
    sub: "They hear a busy line, nobody’s phone rings, and the call stays in the log as blocked.",
    withheld: "Block callers who hide their number, too",
    empty: "Nobody is blocked.",
  },
  doNotCall: {
    title: "Do not call",
    sub: "Nobody of the workspace can call these numbers.",
    empty: "No numbers are on this list.",
  },
  emergency: {
    title: "Emergency calls",
    none:
      "Emergency numbers are refused with “Use a mobile phone”. They can be called only from a number with an emergency address at Twilio, and none of yours has one.",
    some: (numbers: string) =>
      `Emergency numbers can be called from ${numbers}, which has an emergency address at Twilio; nothing on this page stands in the way then. From other numbers they are refused.`,
  },
  list: {
    add: "Numbers to add",
    addWhy:
      "One a line, pasted as they are. A note may follow a comma. +1900* means every number that begins so.",
    button: "Add",
    adding: "Adding…",
    nothing: "Paste or type at least one number.",
    added: (added: number, known: number) => {
      const old = known === 1 ? "1 was there already." : `${known} were there already.`;
      if (added === 0) return `Nothing new: ${old}`;
      const news = added === 1 ? "1 number added." : `${added} numbers added.`;
      return known === 0 ? news : `${news} ${old}`;
    },
    /** Says why for the first few; all of them are there to be put right. */
    unread: (lines: readonly { line: string; why: string }[]) => {
      const { length } = lines;
      const count = length === 1 ? "1 line isn’t a number" : `${length} lines aren’t numbers`;
      const reasons = lines.slice(0, 3).map(({ line, why }) => `“${line.trim()}”: ${why}`);
      return `${count}; still in the box above. ${reasons.join(" ")}`;
    },
    find: "Find in the list",
    number: "Number",
    note: "Note",
    since: "Since",
    remove: (number: string) => `Remove ${number}`,
    removed: (number: string) => `${number} is off the list.`,
    beginsWith: (number: string) => `all that begin with ${number}`,
    newest: (count: number) => `The newest ${count} are shown.`,
    noneFound: "No number of the list has these digits.",
  },
};

export type Words = typeof en;
export const { page, now, countries, limits, hours, blocked, doNotCall, emergency, list } =
  inLanguage({ en });
