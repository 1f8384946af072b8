/** One assertion of a TAP stream. */
export interface Assertion {
  name: string;
  /** Null when it held, else the diagnosis that followed it. */
  failure: string | null;
}

/**
 * Reads what pgTAP prints: the plan, `ok` and `not ok` lines, and the `#` lines after a failure.
 * A stream that does not keep its plan has one more failed assertion that says so: a script that
 * stops early must not pass.
 * @see https://testanything.org/tap-specification.html
 */
export function readTap(text: string): Assertion[] {
  const assertions: Assertion[] = [];
  let planned: number | undefined;
  for (const line of text.split("\n")) {
    const plan = /^1\.\.(\d+)/.exec(line);
    const assertion = /^(not )?ok \d+(?: - (.*))?$/.exec(line);
    const last = assertions.at(-1);
    if (plan) planned = Number(plan[1]);
    else if (assertion) {
      const [, not, name = "without a name"] = assertion;
      assertions.push({ name, failure: not === undefined ? null : "" });
    } else if (line.startsWith("#") && last !== undefined && last.failure !== null) {
      last.failure += `${line}\n`;
    }
  }
  if (planned !== assertions.length || planned === 0) {
    assertions.push({
      name: "keeps its plan",
      failure: `planned ${planned ?? "nothing"}, ran ${assertions.length}`,
    });
  }
  return assertions;
}
