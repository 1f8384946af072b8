// What the Policy page says.
import { inLanguage } from "../../shared/language.ts";
import { countryInSentence } from "../../shared/country-name.ts";
import { lengthText } from "../../shared/ui/duration.ts";

const en = {
  page: {
    title: "Policy",
    sub:
      "Who your team can call, how much and when, and who can’t call you. Changes apply immediately.",
    failed: "The policy can’t be loaded right now.",
    again: "Try again",
    save: "Save",
    saving: "Saving…",
    saved: "Saved",
  },
  now: {
    goesOn: (when: string) => `Resumes ${when}.`,
    title: "Outgoing calls today",
    talked: (seconds: number, limit: number | null) =>
      limit === null
        ? `The workspace has talked for ${lengthText(seconds)}.`
        : `The workspace has talked for ${lengthText(seconds)} of ${limit} min.`,
    none: "No outgoing calls yet.",
    busiest: (name: string, seconds: number, limit: number | null) =>
      limit === null
        ? `The most by one person: ${name}, ${lengthText(seconds)}.`
        : `The most by one person: ${name}, ${lengthText(seconds)} of ${limit} min.`,
    lastMinute: (count: number) =>
      count === 0
        ? "No calls in the last minute."
        : count === 1
        ? "1 call in the last minute."
        : `${count} calls in the last minute.`,
    paused: "Outgoing calls are paused.",
    pause: "Pause outgoing calls",
    pauseWhy: "A pause stops all new outgoing calls until midnight, or until you resume them.",
    resume: "Resume calls",
    resumed: "Outgoing calls resumed.",
    wasPaused: "Outgoing calls are paused.",
  },
  countries: {
    title: "Countries",
    sub: (home: string) =>
      `Calls to other countries are refused. Home is ${
        countryInSentence(home)
      }. A stolen password is usually used to call expensive countries, so leave off what you don’t need.`,
    search: "Find a country",
    count: (on: number) => on === 1 ? "1 country is on" : `${on} countries are on`,
    none: "No country has this name.",
    allOff: "With no country on, nobody can make outgoing calls.",
  },
  limits: {
    title: "Limits",
    sub: "Leave a field empty for no limit. A call ends when the minutes are used up.",
    who: "For",
    agent: "Each agent",
    workspace: "The whole workspace",
    calls: "Calls per minute",
    minutes: "Minutes per day",
    label: (who: string, what: string) => `${what}, ${who}`,
    whenReached: "When the workspace reaches a limit",
    refuse: "Refuse calls over it",
    pause: "Pause all outgoing calls until midnight and tell the admins",
    wrong: (what: string, who: string, most: number) =>
      `${what}, ${who}: enter a whole number from 1 to ${most}, or leave it empty.`,
  },
  hours: {
    title: "Time and calling hours",
    sub: "Hours are in the workspace’s time zone, not in the time zone of the person being called.",
    zone: "Time zone",
    zoneWhy: "The day starts at midnight in this time zone.",
    when: "Outgoing calls may start",
    always: "At any time",
    within: "Only during these hours",
    from: (day: string) => `${day}, from`,
    to: (day: string) => `${day}, to`,
    until: "to",
    closed: "no calls",
    backwards: (day: string) => `${day}: the end has to be after the start.`,
  },
  afterCall: {
    title: "After a call",
    sub: "Time to finish before the next call rings, and what came of the call.",
    wrapUp: "Wrap-up, in seconds",
    wrapUpWhy:
      "Someone who has just talked isn’t rung for this long. They can end it early or add up to five minutes. Leave it empty for none.",
    outcomes: "Outcomes",
    outcome: (key: string) => `Outcome ${key}`,
    outcomesWhy:
      "The number is the key that chooses it. Clear a field to archive its outcome: earlier calls keep it.",
    required: "An outcome is required",
    requiredWhy:
      "Wrap-up can’t be ended early without one. When its time is up, the phone rings again in any case.",
    wrongTime: "Wrap-up: enter a whole number of seconds from 5 to 900, or leave it empty.",
    twice: (name: string) => `“${name}” is there twice.`,
    tooLong: (name: string) => `“${name}” is longer than 40 characters.`,
    nothingToRequire: "To require an outcome, set a wrap-up time and enter at least one outcome.",
  },
  blocked: {
    title: "Blocked callers",
    sub: "They hear a busy signal, nobody’s phone rings, and the call is logged as blocked.",
    withheld: "Also block callers who hide their number",
    empty: "Nobody is blocked.",
  },
  recording: {
    title: "Recording",
    sub:
      "Everyone outside is told before a call is recorded. Recording stops on hold, and whoever talks can pause it.",
    open:
      "Recording can’t be turned on yet: anyone who has the address of a recording could listen to it at Twilio. Turn on HTTP authentication for media, then check Health again.",
    console: "Open Twilio’s voice settings",
    health: "Open Health",
    which: "Calls that are recorded",
    off: "None",
    onDemand: "Those for which someone in the call presses Record",
    always: "All",
    lines:
      "A number can differ: choose it on the Numbers page. Emergency calls are never recorded.",
    language: "Language of the announcement",
    sentence: "Announcement",
    sentenceWhy:
      "Spoken by Twilio, and billed as speech. What has to be said depends on where you and they are.",
    wrongSentence: (most: number) =>
      `Announcement: enter a sentence of ${most} characters at most.`,
    who: "Who can listen",
    agents: "Agents to their own calls, supervisors and admins to all",
    supervisors: "Supervisors and admins",
    admins: "Admins only",
    days: "Days to keep recordings",
    daysWhy:
      "After that they are deleted here and at Twilio. Leave it empty to keep them as long as their calls.",
    wrongDays: (most: number) => `Days: enter a whole number from 1 to ${most}, or leave it empty.`,
  },
  doNotCall: {
    title: "Do not call",
    sub: "No one in the workspace can call these numbers.",
    empty: "No numbers are on this list.",
  },
  listeners: {
    title: "Listening to calls",
    sub:
      "Supervisors and admins can listen to running calls. Each time is in the audit log. Some countries require that people are told.",
    show: "Agents see who listens",
    always: "Whoever whispers or joins is always seen.",
  },
  emergency: {
    title: "Emergency calls",
    none:
      "Emergency numbers are refused with “Use a mobile phone”. They can only be called from a number with an emergency address at Twilio, and none of yours has one.",
    some: (numbers: string) =>
      `Emergency numbers can be called from ${numbers}, which has an emergency address at Twilio; nothing on this page prevents that. From other numbers they are refused.`,
  },
  list: {
    add: "Numbers to add",
    addWhy:
      "One per line, in any format. You can add a note after a comma. +1900* means every number that starts with it.",
    button: "Add",
    adding: "Adding…",
    nothing: "Paste or type at least one number.",
    added: (added: number, known: number) => {
      const old = known === 1 ? "1 was already there." : `${known} were already there.`;
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
    removed: (number: string) => `${number} was removed from the list.`,
    beginsWith: (number: string) => `all that start with ${number}`,
    newest: (count: number) => `Showing the newest ${count}.`,
    noneFound: "No number on the list has these digits.",
  },
};

export type Words = typeof en;
export const {
  page,
  now,
  countries,
  limits,
  hours,
  afterCall,
  blocked,
  doNotCall,
  listeners,
  recording,
  emergency,
  list,
} = inLanguage({ en });
