import type { HealthCheck } from "../../../../supabase/functions/_shared/contracts/health.ts";
import type { Finding } from "../../../../supabase/functions/_shared/contracts/health_findings.ts";
import { accountTold } from "./told-account.ts";
import { numbersTold } from "./told-numbers.ts";
import { requestsTold } from "./told-requests.ts";

/** What a check found, in words. */
export interface Told {
  happened: string;
  /** What it means for calls; empty where all is well. */
  means: string;
  /** The one thing to do; empty where all is well. */
  next: string;
}

type FindingName = Finding["finding"];
type FactsOf<F extends FindingName> = Extract<Finding, { finding: F }>["facts"];

/** The moments that a sentence may need, epoch ms. */
export interface ToldAt {
  now: number;
  /** Since when the check has had this level. */
  since: number;
}

/** How each finding is told. A finding without words is a type error. */
export type Tellers = { [F in FindingName]: (facts: FactsOf<F>, at: ToldAt) => Told };

const tellers: Tellers = { ...accountTold, ...numbersTold, ...requestsTold };

/** Finding and facts that belong together, for each finding. */
type Pair<F extends FindingName> = { [P in F]: { finding: P; facts: FactsOf<P> } }[F];

function say<F extends FindingName>({ finding, facts }: Pair<F>, at: ToldAt): Told {
  return tellers[finding](facts, at);
}

/** @param now epoch ms */
export function tell(check: HealthCheck, now: number): Told {
  return say(check, { now, since: Date.parse(check.since) });
}

/** All of it, as the row says it. */
export function toldText({ happened, means, next }: Told): string {
  return [happened, means, next].filter((part) => part !== "").join(" ");
}
