import { type Accessor, createSignal } from "solid-js";
import type { Problem } from "../problem.ts";
import { announce } from "./announce.tsx";
import { type Failing, failingOf, failureId } from "./failure.tsx";

export interface FormState {
  working: Accessor<boolean>;
  failure: Accessor<Failing | null>;
  /** For the fields: where the failure stands, while there is one. */
  describedBy: () => string | undefined;
  /** Says why, and takes the person to what they can mend. */
  fail: (what: Failing | Problem, field: HTMLElement | undefined) => void;
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
  const fail = (what: Failing | Problem, field: HTMLElement | undefined) => {
    const failing = "message" in what ? failingOf(what) : what;
    setFailure(failing);
    announce(failing.text, "polite");
    field?.focus();
  };
  return {
    working,
    failure,
    describedBy: () => failure() ? failureId : undefined,
    fail,
    begin() {
      if (working()) return false;
      setFailure(null);
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
