import { count, listed, whenText } from "./phrases.ts";
import type { FindingText, FindingWords } from "./finding-text.ts";

const good = (happened: string): FindingText => ({ happened, means: "", next: "" });
const letIn = "A signed request was accepted, a forged one refused.";

/** What a wrong address of the app does to calls, the worst first. */
const consequences = {
  voice: "Calls don’t reach you.",
  status: "We are not told how calls end.",
  fallback: "Callers hear an error when we fail.",
} as const;

/** The app, the functions behind it, and how Twilio's requests get to them. */
export const requestsFindings = {
  "app-right": ({ name }) => good(`${name}, all three addresses are right.`),
  "app-missing": ({ appSid }) => ({
    happened: appSid === null ? "No TwiML App is stored." : "The TwiML App is gone from Twilio.",
    means: "No calls come in or go out.",
    next: "Repair creates it again.",
  }),
  "app-changed": ({ name, wrong }, at) => {
    const fields = wrong.map(({ field }) => field);
    const worst = (["voice", "status", "fallback"] as const).find((field) =>
      fields.includes(field)
    );
    return {
      happened: `${name} has a different ${listed(fields)} address, first seen ${
        whenText(at.since, at.now)
      }.`,
      means: worst === undefined ? "" : consequences[worst],
      next: "Repair sets it right.",
    };
  },

  "signatures-proved": ({ genuineAt }, { now }) =>
    good(`${letIn} Twilio’s last was right ${whenText(Date.parse(genuineAt), now)}.`),
  "signatures-no-genuine": () => ({
    happened: letIn,
    means: "Twilio itself hasn’t sent one yet.",
    next: "A test call proves it.",
  }),
  "signatures-other-token": () => ({
    happened: "Twilio signs with a different token than the stored one.",
    means: "Calls don’t reach you.",
    next: "Enter the new token on the Connection page.",
  }),
  "signatures-refused": ({ status, host }) => ({
    happened: `A correctly signed request was refused with ${status} at ${host}.`,
    means: "Calls don’t reach you.",
    next: "Set FUNCTIONS_PUBLIC_URL to the address that Twilio calls.",
  }),
  "signatures-forged-accepted": ({ status, host }) => ({
    happened: `A forged request was accepted with ${status} at ${host}.`,
    means: "Strangers can invent calls.",
    next: "Deploy the functions again: something else answers there.",
  }),

  "functions-reachable": ({ host, ms }) => good(`${host} answered in ${ms} ms.`),
  "functions-unreachable": ({ host, status }) => ({
    happened: status === null ? `${host} doesn’t answer.` : `${host} answers with ${status}.`,
    means: "Twilio can’t ask what to do with a call.",
    next: "Deploy the functions, then check again.",
  }),
  "functions-private": ({ host }) => ({
    happened: `${host} is a private address.`,
    means: "Twilio can’t reach it.",
    next: "Set FUNCTIONS_PUBLIC_URL to the public address.",
  }),

  "webhook-errors-none": ({ requests }) =>
    good(
      requests === 0
        ? "No requests, no errors."
        : `None in ${count(requests, "request", "requests")}.`,
    ),
  "webhook-errors-some": (facts, { now }) => ({
    happened: errorsText(facts, now),
    means: facts.lost === null || facts.lost === 0
      ? "Some callers may have heard an error."
      : "They heard an error message from Twilio.",
    next: facts.alerts.length === 0
      ? "Look them up in the functions’ log."
      : "Look them up in Twilio’s error log.",
  }),
  "webhook-errors-now": (facts, { now }) => ({
    happened: errorsText(facts, now),
    means: facts.lost === 0 ? "Calls may be lost right now." : "Calls are lost right now.",
    next: "Look them up in Twilio’s error log.",
  }),

  "open-calls-few": ({ closed }) =>
    good(
      closed === 0
        ? "Twilio reported the end of every call."
        : `Calls that Twilio had ended: ${closed}. We asked, and closed them.`,
    ),
  "open-calls-many": ({ closed, calls }) => ({
    happened: `${closed} of ${count(calls, "call", "calls")} stayed open until we asked Twilio.`,
    means: "Twilio’s reports are getting lost on their way to us.",
    next: "Check that the functions answer, and look at their log.",
  }),

  "rotation-no-sign": () => good("No sign that the Auth Token was changed."),
  "next-token-promoted": () => ({
    happened: "Twilio has made the next token the current one.",
    means: "No calls are missed, because both are accepted.",
    next: "Repair makes it the current one here too.",
  }),
  "rotation-suspected": ({ refused }) => ({
    happened: `Twilio refuses the stored token${
      refused === 0
        ? ""
        : `, and ${count(refused, "request", "requests")} came signed with another one`
    }.`,
    means: "It was probably changed in Twilio.",
    next: "Enter the new one on the Connection page.",
  }),
  "wrong-signatures": ({ refused, lastRefusedAt }, { now }) => ({
    happened: `${count(refused, "wrongly signed request", "wrongly signed requests")}, the last ${
      whenText(Date.parse(lastRefusedAt), now)
    }.`,
    means: "The stored token is right, so these were forged or misdirected. All were refused.",
    next: "If calls are missing, compare the addresses in Twilio with ours.",
  }),
} satisfies Partial<FindingWords>;

/** What Twilio's codes of such kinds are about (https://www.twilio.com/docs/api/errors). */
export function notedText(code: string): string {
  if (/^11\d{3}$/.test(code)) return "Twilio got no answer from us";
  if (/^12\d{3}$/.test(code)) return "Twilio could not read our answer";
  return "Twilio noted an error";
}

interface WebhookErrors {
  requests: number;
  broken: number;
  alerts: readonly { code: string; count: number; lastAt: string }[];
  lost: number | null;
}

function errorsText({ requests, broken, alerts, lost }: WebhookErrors, now: number): string {
  const people = lost === null || lost === 0
    ? ""
    : `${count(lost, "caller was", "callers were")} lost.`;
  const [most] = alerts;
  const ours = broken === 0
    ? ""
    : `${broken} of ${count(requests, "request", "requests")} failed here.`;
  const theirs = most
    ? `${notedText(most.code)} ${count(most.count, "time", "times")}, last ${
      whenText(Date.parse(most.lastAt), now)
    } (${most.code}).`
    : "";
  return [people, ours, theirs].filter((part) => part !== "").join(" ");
}
