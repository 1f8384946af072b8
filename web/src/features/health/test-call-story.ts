import type { CallRow } from "../../calls/calls.tsx";
import { listed } from "./phrases.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import type { Problem } from "../../shared/problem.ts";
import type { ShownStep } from "../../shared/ui/steps.tsx";
import { testCall as words } from "./words.ts";

/** How long a call may take until it reaches us. */
export const arrivalLimitS = 60;

/** A test call as far as it is known. */
export interface TestCall {
  /** The number that is rung, E.164. */
  number: string;
  /** Who calls: another number of ours, or null for the person with a telephone. */
  from: string | null;
  /** `placing`: Twilio is asked. `given-up`: nothing came in time. */
  phase: "placing" | "not-placed" | "watching" | "given-up";
  problem: Problem | null;
  /** From when on a call in is this one, epoch ms. */
  watchFrom: number;
}

/** The row of the test call, among all recent calls. */
export function findTestCall(test: TestCall, calls: readonly CallRow[]): CallRow | null {
  if (test.phase !== "watching" && test.phase !== "given-up") return null;
  // The oldest: what comes after it is somebody else's.
  return calls.findLast((call) =>
    call.direction === "inbound" && call.lineNumber === test.number &&
    call.createdAt >= test.watchFrom && (test.from === null || call.otherNumber === test.from)
  ) ?? null;
}

/** Whether it has come to an end, well or not. */
export function isOver(test: TestCall, call: CallRow | null): boolean {
  if (call) return call.status === "in-progress" || isEnded(call);
  return test.phase === "not-placed" || test.phase === "given-up";
}

/**
 * The call, step by step.
 * @param rung who is rung, by name
 */
export function storyOf(
  test: TestCall,
  call: CallRow | null,
  rung: readonly string[],
): ShownStep[] {
  return [placed(test, call), arrived(test, call), rang(call, rung), answered(call)];
}

/** What is proved by it, and what is not; empty while it runs. */
export function verdictOf(
  test: TestCall,
  call: CallRow | null,
  rung: readonly string[],
): readonly string[] {
  if (!isOver(test, call)) return [];
  const number = formatNumber(test.number);
  if (!call) {
    if (test.phase === "not-placed") return [];
    const why = test.from === null ? words.nothingDialed(number) : words.nothingPlaced(number);
    return [words.nothing(arrivalLimitS), why];
  }
  if (isAnswered(call)) {
    return [words.proved(number), test.from === null ? words.notProvedSound : words.notProvedVoice];
  }
  if (rung.length > 0) return [words.provedRing(number), words.notProvedAnswer];
  return [words.provedArrival(number), words.notProvedRing];
}

function step(status: ShownStep["status"], title: string, problem?: Problem | null): ShownStep {
  return { status, title, ms: null, problem: problem ?? null };
}

function placed(test: TestCall, call: CallRow | null): ShownStep {
  if (test.phase === "not-placed") return step("failed", words.notPlaced, test.problem);
  if (test.phase === "placing") return step("now", words.placing);
  if (test.from !== null) return step("done", words.placed(formatNumber(test.from)));
  if (call) return step("done", words.dialed);
  return step(test.phase === "given-up" ? "done" : "choose", words.dial(formatNumber(test.number)));
}

function arrived(test: TestCall, call: CallRow | null): ShownStep {
  if (call) return step("done", words.arrived);
  if (test.phase === "given-up") return step("failed", words.notArrived);
  const isNext = test.phase === "watching" && test.from !== null;
  return isNext ? step("now", words.arriving) : step("todo", words.arrives);
}

function rang(call: CallRow | null, rung: readonly string[]): ShownStep {
  if (!call) return step("todo", words.rings);
  if (rung.length > 0) {
    return isAnswered(call) || isEnded(call)
      ? step("done", words.rang(listed(rung)))
      : step("now", words.ringing(listed(rung)));
  }
  return isEnded(call) ? step("failed", words.rangNobody) : step("now", words.rings);
}

function answered(call: CallRow | null): ShownStep {
  if (call && isAnswered(call)) {
    const { agentName } = call;
    return step("done", agentName === null ? words.answeredBySomebody : words.answered(agentName));
  }
  return call && isEnded(call) ? step("failed", words.notAnswered) : step("todo", words.answers);
}

function isAnswered(call: CallRow): boolean {
  return call.status === "in-progress" || call.talkedSeconds !== null;
}

/** Whether it is there, and over. */
export function isEnded(call: CallRow | null): call is CallRow {
  return call !== null && !["created", "initiated", "ringing", "in-progress"].includes(call.status);
}
