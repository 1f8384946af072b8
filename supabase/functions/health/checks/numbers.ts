import type { Repair } from "../../_shared/contracts/health_repair.ts";
import { withoutSecrets } from "../../_shared/domain/public_host.ts";
import { answeredBy } from "../../_shared/twilio/answered_by.ts";
import type { Bench, FindingOf } from "../collaborators.ts";
import { countLost, dayMs } from "./lost_callers.ts";

const check = "numbers";

/** Whether every number of the workspace is answered by its app and tells us how its calls end. */
export async function checkNumbers(
  { publicUrl, stored, twilio, now }: Bench,
): Promise<FindingOf<"numbers">> {
  const ours = stored.facts.numbers.map(({ number }) => number);
  const [there, apps] = await Promise.all([twilio.numbers(), twilio.apps()]);
  if (ours.length === 0) {
    const repair = { by: "page", page: "connection" } as const;
    return { check, level: "amber", finding: "numbers-none", facts: {}, repair };
  }
  const found = there.filter(({ number }) => ours.includes(number)).map((each) => ({
    number: each.number,
    numberSid: each.sid,
    answeredBy: answeredBy(each.settings, apps, stored.app_sid),
    statusCallback: withoutSecrets(each.settings.status_callback),
    statusIsOurs: each.settings.status_callback === `${publicUrl}/status`,
  }));
  const reachUs = found.filter((each) => each.answeredBy.kind === "here");
  const right = reachUs.filter((each) => each.statusIsOurs);
  const drifted = found.filter((each) => !right.includes(each));
  const gone = ours.filter((number) => !there.some((each) => each.number === number));
  const here = right.map(({ number }) => number);
  if (drifted.length === 0 && gone.length === 0) {
    const facts = { numbers: here };
    return { check, level: "green", finding: "numbers-here", facts, repair: null };
  }
  const elsewhere = drifted.filter((each) => each.answeredBy.kind !== "here");
  const lost = await countLost(
    twilio,
    stored.facts.numbers.filter(({ number }) => elsewhere.some((each) => each.number === number))
      .map((each) => ({ number: each.number, since: lastHere(each, now) })),
  );
  const facts = { drifted, gone, here, lost };
  const repair: Repair = drifted.length === 0 ? { by: "page", page: "numbers" } : {
    by: "connection",
    steps: drifted.map(({ numberSid }) => ({ action: "bring-in", numberSid })),
  };
  return reachUs.length === ours.length
    ? { check, level: "amber", finding: "numbers-status-elsewhere", facts, repair }
    : { check, level: "red", finding: "numbers-elsewhere", facts, repair };
}

/** The last call's own leg is older than its row, by less than this. */
const slackMs = 10_000;

/** A call that came in after this moment, and within a day, and is not here, went elsewhere. */
function lastHere(
  { since, last_at: lastAt }: { since: string; last_at: string | null },
  now: Date,
): Date {
  const last = lastAt === null ? Date.parse(since) : Date.parse(lastAt) + slackMs;
  return new Date(Math.max(last, now.getTime() - dayMs));
}
