import type { AnsweredBy } from "../../../../supabase/functions/_shared/contracts/connection.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import { count, numbersText, whenText } from "./phrases.ts";
import type { FindingText, FindingWords } from "./finding-text.ts";

const good = (happened: string): FindingText => ({ happened, means: "", next: "" });
const dayMs = 86_400_000;

const noNumber: FindingText = {
  happened: "No number is here yet.",
  means: "Nobody can call you.",
  next: "Bring one in.",
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
      numbers.length === one ? `${first(numbers)} points here.` : `${every(numbers)} point here.`,
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
        ? `Calls to ${them} do not reach you.`
        : `Calls to ${them} do not reach you: ${
          count(lost, "caller", "callers")
        } in the last 24 hours.`,
      next: moved.length === 0
        ? "Take it out on the Numbers page."
        : `Repair points ${moved.length === one ? "it" : "them"} here again.`,
    };
  },
  "numbers-status-elsewhere": ({ drifted }) => ({
    happened: `We are not told how calls to ${
      numbersText(drifted.map(({ number }) => number))
    } end.`,
    means: "They can stay open in the list.",
    next: "Repair has Twilio tell us.",
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
        happened: `Twilio still looks at the address of ${numbersText(pending)}.`,
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
    return { happened, means: "Nothing proves that it still rings.", next: "Ring it to be sure." };
  },
  "last-calls-no-numbers": () => noNumber,

  "agents-ring": ({ numbers }) => {
    const [only] = numbers;
    return good(
      only && numbers.length === one
        ? `${only.ring} of ${only.given}, proved by heartbeat.`
        : "Each number rings somebody now, proved by heartbeat.",
    );
  },
  "agents-silent": ({ silent }) => {
    const orphans = silent.filter(({ given }) => given === 0);
    if (orphans.length > 0) {
      return {
        happened: `Given to nobody: ${numbersText(orphans.map(({ number }) => number))}.`,
        means: "A call there never rings.",
        next: "Give it to somebody on the Numbers page.",
      };
    }
    return {
      happened: `Nobody is there for ${numbersText(silent.map(({ number }) => number))}.`,
      means: "Callers hear that nobody is available.",
      next: "Go online, or ask somebody to.",
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
    ? `${formatNumber(only.number)} points at ${pointsAt(only.answeredBy)}, seen first ${seen}.`
    : `${numbersText(moved.map(({ number }) => number))} point elsewhere, seen first ${seen}.`;
}

function sinceWhen(lastAt: string | null, now: number): string {
  if (lastAt === null) return "yet";
  return `for ${count(Math.floor((now - Date.parse(lastAt)) / dayMs), "day", "days")}`;
}
