import { errors } from "../../../../supabase/functions/_shared/contracts/errors.ts";
import { steps } from "../../shared/words.ts";
import { count, countriesText, listed, numbersText } from "./phrases.ts";
import type { FindingText, FindingWords } from "./finding-text.ts";

const good = (happened: string): FindingText => ({ happened, means: "", next: "" });

const columnNames: Record<string, string> = {
  twilio_account_sid: "Account SID",
  twilio_auth_token: "Auth Token",
};

const profiles = {
  "none": "Get a business profile approved in Twilio’s Trust Hub.",
  "individual": "Get a business profile approved in Twilio’s Trust Hub.",
  "in-review": "Twilio is reviewing your business profile. Check again once it’s approved.",
  "trial": "Upgrade the account on Twilio’s billing page.",
} as const;

const waits = {
  credentials: {
    happened: "Waiting for the credentials.",
    means: "Twilio can’t be asked without them.",
    next: "Fix those first.",
  },
  reachable: {
    happened: "Waiting for the server.",
    means: "Our server can’t be reached.",
    next: "Fix those first.",
  },
} as const;

/** Twilio's own words in front of ours, where it said any. */
function inTwiliosWords(said: { twilioCode: number | null; twilioMessage: string | null }): string {
  if (said.twilioMessage === null) return "";
  const code = said.twilioCode === null ? "" : ` (${said.twilioCode})`;
  return `${steps.twilioSays(`${said.twilioMessage}${code}`)}. `;
}

function wordsOf(code: string): string {
  return Object.entries(errors).find(([known]) => known === code)?.[1].message ?? code;
}

/** Credentials, key, account, countries, calls at once, recordings: what Twilio allows. */
export const accountFindings = {
  "credentials-accepted": ({ name }) => good(`Twilio accepts the account and token of ${name}.`),
  "credentials-refused": (facts) => ({
    happened: `${inTwiliosWords(facts)}Twilio refuses the account and token.`,
    means: "Nobody can make or take calls.",
    next: "Enter the token again on the Connection page.",
  }),
  "credentials-missing": ({ missing }) => ({
    happened: `Not stored yet: ${listed(missing.map((name) => columnNames[name] ?? name))}.`,
    means: "Nobody can make or take calls.",
    next: "Connect your Twilio account.",
  }),
  "account-not-active": () => ({
    happened: "Twilio has suspended or closed the account.",
    means: "No calls come in or go out.",
    next: "Settle it on Twilio’s billing page, then check again.",
  }),

  "key-accepted": () => good("Twilio accepts the key. Agents can go online."),
  "key-refused": (facts) => ({
    happened: `${inTwiliosWords(facts)}Twilio no longer accepts the API key.`,
    means: "Agents can’t go online.",
    next: "Repair creates a new one.",
  }),
  "key-missing": () => ({
    happened: "There is no API key yet.",
    means: "It is created when someone goes online.",
    next: "Repair creates it now.",
  }),

  "account-full": ({ isSubaccount }) =>
    good(`Full ${isSubaccount ? "subaccount" : "account"}, no trial limits.`),
  "account-trial": ({ verified }) => ({
    happened: "This is a trial account.",
    means: `It calls ${
      verified.length === 0
        ? "only numbers that you’ve verified, and there are none"
        : `only ${numbersText(verified)}`
    }. Each call begins with an announcement.`,
    next: "Upgrade it on Twilio’s billing page.",
  }),

  "countries-open": ({ open }) =>
    good(
      open.length === 0 ? "Everything that you may call is open." : `${countriesText(open)}: open.`,
    ),
  "countries-closed": ({ closed }) => ({
    happened: `Closed at Twilio: ${countriesText(closed)}.`,
    means: "Calls there fail, though your policy allows them.",
    next: "Open them on Twilio’s page, or take them out of the policy.",
  }),
  "countries-in-use-closed": ({ home, called }) => {
    const inUse = [...new Set([...(home === null ? [] : [home]), ...called])];
    return {
      happened: `Closed at Twilio: ${countriesText(inUse)}.`,
      means: called.length === 0
        ? "Calls in your own country fail."
        : "Calls there fail, and you made some in the last 30 days.",
      next: `Open ${inUse.length === 1 ? "it" : "them"} on Twilio’s page.`,
    };
  },

  "concurrency-unlimited": () => good("No limit."),
  "concurrency-limited": ({ profile, calls }) => ({
    happened: `Twilio allows ${count(calls, "leg", "legs")} at once.`,
    means: `A call with an agent has two. Calls beyond that are refused.`,
    next: profiles[profile],
  }),

  "recordings-protected": () => good("Nobody can listen without the account’s password."),
  "recordings-none": () => good("There are no recordings."),
  "recordings-open": () => ({
    happened: "Recordings play without a password.",
    means: "Anyone who has the address of one can listen.",
    next: "Turn on HTTP authentication for media in Twilio’s voice settings.",
  }),

  "recordings-undeleted": (facts) => ({
    happened: `Twilio has not deleted ${count(facts.count, "recording", "recordings")}${
      facts.twilioCode === null ? "" : ` (error ${facts.twilioCode})`
    }.`,
    means: "Nobody can listen to them here. We keep asking Twilio to delete them.",
    next: "If this doesn’t change, delete them in the Twilio console.",
  }),

  "not-checked": (facts) => ({
    happened: `${inTwiliosWords(facts)}This could not be checked.`,
    means: wordsOf(facts.code),
    next: "Check again in a minute.",
  }),
  "waits": (facts) => waits[facts.for],
} satisfies Partial<FindingWords>;
