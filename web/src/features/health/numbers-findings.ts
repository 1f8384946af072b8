import type { AnsweredBy } from "../../../../supabase/functions/_shared/contracts/connection.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import { count, numbersText, whenText } from "./phrases.ts";
import type { FindingText, FindingWords } from "./finding-text.ts";

const good = (happened: string): FindingText => ({ happened, means: "", next: "" });
const dayMs = 86_400_000;

const noNumber: FindingText = {
  happened: "There are no numbers yet.",
  means: "Nobody can call you.",
  next: "Add one.",
};

/** What a number points at. */
export function pointsAt({ kind, name }: AnsweredBy): string {
  switch (kind) {
    case "here":
      return "this workspace";
    case "nothing":
      return "nothing";
    case "url":
      return name ?? "a web address";
    case "bin":
      return "a TwiML Bin";
    case "demo":
      return "Twilio’s demo";
    case "app":
      return name === null ? "another app" : `the app “${name}”`;
    default:
      return "a SIP trunk";
  }
}

const one = 1;
const first = (numbers: readonly string[]) => formatNumber(numbers[0] ?? "");

/** Of two and more. */
const every = (numbers: readonly unknown[]) =>
  numbers.length === 2 ? "Both numbers" : `All ${numbers.length} numbers`;

/** Where numbers lead, emergency addresses, regions, when they were called and whom they ring. */
export const numbersFindings = {
  "numbers-here": ({ numbers }) =>
    good(
      numbers.length === one
        ? `${first(numbers)} is routed here.`
        : `${every(numbers)} are routed here.`,
    ),
  "numbers-elsewhere": ({ drifted, gone, lost }, at) => {
    const moved = drifted.filter(({ answeredBy }) => answeredBy.kind !== "here");
    const happened = [
      pointElsewhere(moved, whenText(at.since, at.now)),
      gone.length === 0 ? "" : `Not in the Twilio account: ${numbersText(gone)}.`,
    ].filter((part) => part !== "");
    const them = moved.length + gone.length === one ? "it" : "them";
    return {
      happened: happened.join(" "),
      means: lost === null || lost === 0
        ? `Calls to ${them} don’t reach you.`
        : `Calls to ${them} don’t reach you: ${
          count(lost, "caller", "callers")
        } in the last 24 hours.`,
      next: moved.length === 0
        ? "Remove it on the Numbers page."
        : `Repair routes ${moved.length === one ? "it" : "them"} here again.`,
    };
  },
  "numbers-status-elsewhere": ({ drifted }) => ({
    happened: `We are not told how calls to ${
      numbersText(drifted.map(({ number }) => number))
    } end.`,
    means: "They may stay open in the list.",
    next: "Repair makes Twilio tell us.",
  }),
  "numbers-none": () => noNumber,

  "emergency-registered": ({ numbers }) =>
    good(
      numbers.length === one
        ? `On file for ${first(numbers)}.`
        : `On file for ${every(numbers).toLowerCase()}.`,
    ),
  "emergency-missing": ({ missing, pending }) => {
    const means = "Emergency calls from there are refused.";
    if (missing.length === 0) {
      return {
        happened: `Twilio is still reviewing the address of ${numbersText(pending)}.`,
        means,
        next: "Check again tomorrow.",
      };
    }
    return {
      happened: `None for ${numbersText(missing)}.`,
      means,
      next: "Register the address on Twilio’s page.",
    };
  },
  "emergency-no-numbers": () => ({ ...noNumber, means: "There is nothing to have one." }),

  "region-us1": ({ numbers }) =>
    good(
      numbers.length === one
        ? `Twilio handles ${first(numbers)} in US1.`
        : `Twilio handles ${every(numbers).toLowerCase()} in US1.`,
    ),
  "region-other": ({ numbers }) => ({
    happened: `Not handled in US1: ${numbersText(numbers.map(({ number }) => number))}.`,
    means: "Our key works only there, so these calls fail.",
    next: "Set the region to United States (US1) on Twilio’s page.",
  }),

  "last-calls-recent": ({ numbers }, { now }) => {
    const [only] = numbers;
    return good(
      only && numbers.length === one
        ? `${formatNumber(only.number)} was called ${whenText(Date.parse(only.lastAt), now)}.`
        : "Each number was called in the last two weeks.",
    );
  },
  "last-calls-old": ({ quiet }, { now }) => {
    const [only] = quiet;
    const happened = only && quiet.length === one
      ? `${formatNumber(only.number)} had no call ${sinceWhen(only.lastAt, now)}.`
      : `No call for two weeks: ${numbersText(quiet.map(({ number }) => number))}.`;
    return { happened, means: "It may no longer ring.", next: "Place a test call to be sure." };
  },
  "last-calls-no-numbers": () => noNumber,

  "agents-ring": ({ numbers }) => {
    const [only] = numbers;
    return good(
      only && numbers.length === one
        ? `${only.ring} of ${only.given} would ring now.`
        : "Each number would ring someone now.",
    );
  },
  "agents-silent": ({ silent }) => {
    const orphans = silent.filter(({ given }) => given === 0);
    if (orphans.length > 0) {
      return {
        happened: `Not assigned to anyone: ${numbersText(orphans.map(({ number }) => number))}.`,
        means: "Calls to it never ring.",
        next: "Assign it on the Numbers page.",
      };
    }
    return {
      happened: `Nobody is available for ${numbersText(silent.map(({ number }) => number))}.`,
      means: "Callers hear that nobody is available.",
      next: "Go online, or ask someone to.",
    };
  },
  "agents-no-numbers": () => noNumber,
} satisfies Partial<FindingWords>;

function pointElsewhere(
  moved: readonly { number: string; answeredBy: AnsweredBy }[],
  seen: string,
): string {
  const [only] = moved;
  if (!only) return "";
  return moved.length === one
    ? `${formatNumber(only.number)} points to ${pointsAt(only.answeredBy)}, first seen ${seen}.`
    : `${numbersText(moved.map(({ number }) => number))} point elsewhere, first seen ${seen}.`;
}

function sinceWhen(lastAt: string | null, now: number): string {
  if (lastAt === null) return "yet";
  return `for ${count(Math.floor((now - Date.parse(lastAt)) / dayMs), "day", "days")}`;
}
