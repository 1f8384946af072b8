import type { HealthCheck } from "../../../../supabase/functions/_shared/contracts/health.ts";
import type { Repair } from "../../../../supabase/functions/_shared/contracts/health_repair.ts";
import type { ConnectionServer } from "../../shared/connection-server.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import type { Result } from "../../shared/problem.ts";
import type { ShownStep } from "../../shared/ui/steps.tsx";
import type { HealthServer } from "../../shared/health-server.ts";
import { repair as words } from "./words.ts";

type Step = Extract<Repair, { by: "connection" }>["steps"][number];

/** The steps of the function `connection` that repairs are made of. */
type RepairServer = Pick<ConnectionServer, "key" | "app" | "bringIn" | "promoteToken">;

/** What a step is called before, while and after it is taken. */
interface Titles {
  todo: string;
  now: string;
  failed: string;
}

/** The steps of a check's Repair; none where it is set right in another way. */
export function stepsOf({ repair }: HealthCheck): readonly Step[] {
  return repair?.by === "connection" ? repair.steps : [];
}

/**
 * Takes the steps of a repair one by one, then has everything checked again.
 * @param deps.now epoch ms
 * @param deps.report is told each change
 * @returns what the fresh check found; null when a step failed, which ends the repair
 */
export async function repairCheck(
  check: HealthCheck,
  deps: {
    connection: RepairServer;
    health: Pick<HealthServer, "check">;
    now: () => number;
    report: (steps: readonly ShownStep[]) => void;
  },
): Promise<readonly HealthCheck[] | null> {
  const tasks = stepsOf(check).map((step) => ({ step, titles: titlesOf(step, check) }));
  let shown: ShownStep[] = [...tasks.map(({ titles }) => titles), words.check].map((titles) => ({
    status: "todo",
    title: titles.todo,
    ms: null,
    problem: null,
  }));
  function mark(at: number, part: Partial<ShownStep>): void {
    shown = shown.map((step, place) => place === at ? { ...step, ...part } : step);
    deps.report(shown);
  }

  /** @returns null when it failed */
  async function take<T>(
    at: number,
    titles: Titles,
    ask: () => Promise<Result<T>>,
    done: (value: T) => Partial<ShownStep>,
  ): Promise<T | null> {
    const began = deps.now();
    mark(at, { status: "now", title: titles.now });
    const answer = await ask();
    if (answer.ok) {
      mark(at, { status: "done", ms: deps.now() - began, ...done(answer.value) });
      return answer.value;
    }
    mark(at, { status: "failed", title: titles.failed, problem: answer.problem });
    return null;
  }

  for (const [at, { step, titles }] of tasks.entries()) {
    const ask = () => takeStep(step, deps.connection);
    if (await take(at, titles, ask, (title) => ({ title })) === null) return null;
  }
  const fresh = await take(tasks.length, words.check, deps.health.check, ({ checks }) => ({
    title: words.check.done,
    fact: isGood(checks, check) ? words.good : words.stillThere,
  }));
  return fresh?.checks ?? null;
}

function isGood(checks: readonly HealthCheck[], { check }: HealthCheck): boolean {
  return checks.some((fresh) => fresh.check === check && fresh.level === "green");
}

/** @returns the step's title, now that it is done */
async function takeStep(
  step: Step,
  connection: RepairServer,
): Promise<Result<string>> {
  switch (step.action) {
    case "key":
      return mapped(await connection.key(), ({ made }) => words.keyDone(made));
    case "app":
      return mapped(await connection.app(), ({ made }) => words.appDone(made));
    case "promote-token":
      return mapped(await connection.promoteToken(), () => words["promote-token"].done);
    default:
      return mapped(
        await connection.bringIn(step.numberSid),
        ({ number }) => words["bring-in"].done(formatNumber(number)),
      );
  }
}

function mapped<T, U>(result: Result<T>, change: (value: T) => U): Result<U> {
  return result.ok ? { ok: true, value: change(result.value) } : result;
}

function titlesOf(step: Step, check: HealthCheck): Titles {
  if (step.action !== "bring-in") return words[step.action];
  const number = numberOf(step.numberSid, check);
  const titles = words["bring-in"];
  return { todo: titles.todo(number), now: titles.now(number), failed: titles.failed(number) };
}

/** The number of a SID, as far as the finding tells it. */
function numberOf(sid: string, check: HealthCheck): string {
  const drifted = "drifted" in check.facts ? check.facts.drifted : [];
  const found = drifted.find(({ numberSid }) => numberSid === sid);
  return found ? formatNumber(found.number) : words.anyNumber;
}
