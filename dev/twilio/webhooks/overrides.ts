// Connection overrides: how often a webhook is tried again, written by the customer behind the `#` of its URL
// (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides). Of the parameters, those that say when to
// try again (`rc`, `rp`) and the whole time (`tt`) are followed; `ct`, `rt`, `sni` and `e` are not.

import type { Exchange } from "./request.ts";

export interface Overrides {
  /** Further tries after the first. */
  retries: number;
  on: ReadonlySet<"4xx" | "5xx" | "ct" | "rt" | "all">;
  /** For all tries together. */
  totalMs: number;
}

/** Twilio's limit for an answer (https://www.twilio.com/docs/usage/webhooks/webhooks-faq). */
const TOTAL_MS = 15_000;
const MOST_RETRIES = 5;
const POLICIES = ["4xx", "5xx", "ct", "rt", "all"] as const;

/** @param fragment what follows `#` in the URL; without it one retry, when no connection came about */
export function readOverrides(fragment: string): Overrides {
  const given = new URLSearchParams(fragment);
  const policies = given.get("rp")?.split(",") ?? ["ct"];
  return {
    retries: within(given.get("rc"), 0, MOST_RETRIES, 1),
    on: new Set(POLICIES.filter((policy) => policies.includes(policy))),
    totalMs: within(given.get("tt"), 100, TOTAL_MS, TOTAL_MS),
  };
}

/** Whether the customer wants another try after this outcome. */
export function isRetried({ on }: Overrides, outcome: Exchange): boolean {
  if (outcome.kind === "unreachable") return on.has("ct") || on.has("all");
  if (outcome.kind === "failed") return on.has("rt") || on.has("all");
  if (outcome.status >= 500) return on.has("5xx") || on.has("all");
  return outcome.status >= 400 && (on.has("4xx") || on.has("all"));
}

function within(value: string | null, least: number, most: number, fallback: number): number {
  const number = Number(value ?? fallback);
  return Number.isInteger(number) && number >= least && number <= most ? number : fallback;
}
