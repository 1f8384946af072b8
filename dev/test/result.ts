/** What became of one test. */
export interface Result {
  name: string;
  /** The test's file, from the repository's root. */
  file: string;
  ms: number;
  /** Null when it passed, else what went wrong. */
  failure: string | null;
}
