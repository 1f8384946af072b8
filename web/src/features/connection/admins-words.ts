import type { Problem } from "../../shared/problem.ts";
import { wrongCredentials } from "./words.ts";

/** A failure in the words of whoever can mend it: agents read of the same codes, too. */
export function inAdminsWords(problem: Problem): Problem {
  return problem.code === "E-CREDENTIALS" ? { ...problem, ...wrongCredentials } : problem;
}
