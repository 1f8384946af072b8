import type { Alert } from "../../_shared/twilio/alerts.ts";
import type { Bench, FindingOf } from "../collaborators.ts";
import { countLost, dayMs } from "./lost_callers.ts";

const check = "webhook-errors";
const hourMs = 3_600_000;
const voicePath = "/inbound";

/** How many kinds of errors are told. */
const mostTold = 5;

/** Twilio's codes for an address that it could not reach, or whose answer it could not read. */
const isLost = ({ code }: Alert) => /^1[12]\d{3}$/.test(code);

/** What went wrong between Twilio and us in the last day, by its log and by ours. */
export async function checkWebhookErrors(
  { publicUrl, stored, twilio, now }: Bench,
): Promise<FindingOf<"webhook-errors">> {
  const { requests, broken } = stored.facts;
  const since = new Date(now.getTime() - dayMs);
  // The account may serve others, too.
  const alerts = (await twilio.alerts(since)).filter(({ url }) => url?.startsWith(publicUrl));
  if (alerts.length === 0 && broken === 0) {
    return {
      check,
      level: "green",
      finding: "webhook-errors-none",
      facts: { requests },
      repair: null,
    };
  }
  const failed = callsWithout(publicUrl + voicePath, alerts);
  const lost = failed.size === 0 ? 0 : await countLost(
    twilio,
    stored.facts.numbers.map(({ number }) => ({ number, since })),
    ({ sid }) => failed.has(sid),
  );
  const facts = { requests, broken, alerts: grouped(alerts), lost };
  const repair = alerts.length === 0 ? null : { by: "twilio", page: "errors" } as const;
  const lately = now.getTime() - hourMs;
  return alerts.some((alert) => isLost(alert) && Date.parse(alert.at) > lately)
    ? { check, level: "red", finding: "webhook-errors-now", facts, repair }
    : { check, level: "amber", finding: "webhook-errors-some", facts, repair };
}

/** The calls that Twilio did not know what to do with: calls out of our agents among them. */
function callsWithout(url: string, alerts: readonly Alert[]): ReadonlySet<string> {
  const failed = alerts.filter((alert) => isLost(alert) && alert.url === url);
  return new Set(failed.flatMap(({ about }) => about ?? []));
}

/** The most frequent codes first. */
function grouped(alerts: readonly Alert[]) {
  return [...Map.groupBy(alerts, ({ code }) => code)]
    .map(([code, each]) => ({
      code,
      count: each.length,
      lastAt: each.map(({ at }) => at).reduce((one, other) => one > other ? one : other),
    }))
    .sort((one, other) => other.count - one.count)
    .slice(0, mostTold);
}
