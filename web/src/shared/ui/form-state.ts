import { type Accessor, createSignal, createUniqueId } from "solid-js";
import type { Problem } from "../problem.ts";
import { announce } from "./announce.tsx";

/** Why a form was not taken. */
interface Failing {
  text: string;
  code?: string;
}

export interface FormState {
  working: Accessor<boolean>;
  failure: Accessor<Failing | null>;
  failureId: string;
  /** For the fields: where the failure stands, while there is one. */
  describedBy: () => string | undefined;
  /** Says why, and takes the person to what they can mend. */
  fail: (what: Failing | Problem, field: HTMLElement | undefined) => void;
  /** What failed is tried anew. */
  clear: () => void;
  /** False while it is under way already: the second press of a button does nothing. */
  begin: () => boolean;
  /**
   * @param problem null when it worked
   * @returns whether it worked
   */
  end: (problem: Problem | null, field: HTMLElement | undefined) => boolean;
}

/** What every form has: it waits, or it failed. */
export function createFormState(): FormState {
  const [working, setWorking] = createSignal(false);
  const [failure, setFailure] = createSignal<Failing | null>(null);
  const failureId = createUniqueId();
  const clear = () => setFailure(null);
  const fail = (what: Failing | Problem, field: HTMLElement | undefined) => {
    const failing = "message" in what
      ? { text: `${what.message} ${what.next}`, code: what.code }
      : what;
    setFailure(failing);
    announce(failing.text, "polite");
    field?.focus();
  };
  return {
    working,
    failure,
    failureId,
    describedBy: () => failure() ? failureId : undefined,
    fail,
    clear,
    begin() {
      if (working()) return false;
      clear();
      setWorking(true);
      return true;
    },
    end(problem, field) {
      setWorking(false);
      if (problem) fail(problem, field);
      return problem === null;
    },
  };
}
