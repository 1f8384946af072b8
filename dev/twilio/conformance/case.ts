import type { Stage } from "./stage.ts";

/** One thing that only a live account can show. */
export interface Case {
  /** As in the list of what is unverified. */
  asks: string;
  /** What the simulator does, in the words of `run`. */
  assumed: string;
  /** Why it cannot be seen with this account; null: it can. */
  unable?: (stage: Stage) => Promise<string | null>;
  /** Does it, and says what was seen. Times and the like go to `note`, as they differ from run to run. */
  run(stage: Stage, note: (text: string) => void): Promise<string>;
}
