import type { HealthCheck } from "../../../../supabase/functions/_shared/contracts/health.ts";
import type { Finding } from "../../../../supabase/functions/_shared/contracts/health_findings.ts";
import { inLanguage } from "../../shared/language.ts";
import { accountFindings } from "./account-findings.ts";
import { numbersFindings } from "./numbers-findings.ts";
import { requestsFindings } from "./requests-findings.ts";

/** What a check found, in words. */
export interface FindingText {
  happened: string;
  /** What it means for calls; empty where all is well. */
  means: string;
  /** The one thing to do; empty where all is well. */
  next: string;
}

type FindingName = Finding["finding"];
type FactsOf<F extends FindingName> = Extract<Finding, { finding: F }>["facts"];

/** The moments that a sentence may need, epoch ms. */
export interface Moments {
  now: number;
  /** Since when the check has had this level. */
  since: number;
}

/** How each finding is put into words. A finding without words is a type error. */
export type FindingWords = { [F in FindingName]: (facts: FactsOf<F>, at: Moments) => FindingText };

const en: FindingWords = { ...accountFindings, ...numbersFindings, ...requestsFindings };
const words = inLanguage({ en });

/** Finding and facts that belong together, for each finding. */
type Pair<F extends FindingName> = { [P in F]: { finding: P; facts: FactsOf<P> } }[F];

function say<F extends FindingName>({ finding, facts }: Pair<F>, at: Moments): FindingText {
  return words[finding](facts, at);
}

/** @param now epoch ms */
export function findingText(check: HealthCheck, now: number): FindingText {
  return say(check, { now, since: Date.parse(check.since) });
}

/** All of it, as the row says it. */
export function wholeText({ happened, means, next }: FindingText): string {
  return [happened, means, next].filter((part) => part !== "").join(" ");
}
