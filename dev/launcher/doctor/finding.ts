/** What the doctor saw of one thing. */
export interface Finding {
  /** `note`: it works, but the person should know. */
  verdict: "good" | "note" | "bad";
  /** What was looked at, two words at most. */
  name: string;
  /** What was found. */
  found: string;
  /** What to do about it; left out when there is nothing to do. */
  advice?: string;
}

const MARK = { good: "ok  ", note: "note", bad: "BAD " };

/** A line for each, with its advice below it, and a last line that says whether `npm start` will work. */
export function report(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.flatMap(({ verdict, name, found, advice }) => [
    `${MARK[verdict]} ${name.padEnd(width)}  ${found}`,
    ...advice === undefined ? [] : [`     ${" ".repeat(width)}  ${advice}`],
  ]);
  const bad = findings.filter(({ verdict }) => verdict === "bad").length;
  const end = bad === 0
    ? "npm start should work."
    : `${
      bad === 1 ? "One thing keeps" : `${bad} things keep`
    } Softphone from working: see BAD above.`;
  return [...lines, "", end].join("\n");
}
