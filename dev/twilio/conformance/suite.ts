// Runs the cases one after the other and says what was seen.

import type { Case } from "./case.ts";
import type { Stage } from "./stage.ts";

export interface Finding {
  asks: string;
  assumed: string;
  /** What was seen; null when it could not be seen with this account, `note` says why. */
  seen: string | null;
  note: string;
  seconds: number;
}

export async function runCases(stage: Stage, cases: readonly Case[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const one of cases) findings.push(await runCase(stage, one));
  return findings;
}

async function runCase(stage: Stage, one: Case): Promise<Finding> {
  const { asks, assumed } = one;
  const began = performance.now();
  const notes: string[] = [];
  let seen: string | null = null;
  const unable = await one.unable?.(stage) ?? null;
  if (unable !== null) notes.push(unable);
  else {
    try {
      seen = await one.run(stage, (text) => notes.push(text));
    } catch (error) {
      seen = `failed: ${error instanceof Error ? error.message : String(error)}`;
    }
    const forged = stage.receiver.came.filter(({ genuine }) => !genuine);
    if (forged.length > 0) notes.push(`${forged.length} webhooks with a wrong signature`);
    await stage.calm();
  }
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  return { asks, assumed, seen, note: notes.join("; "), seconds };
}

/** A table for a terminal, and for the docs: Markdown. */
export function table(findings: readonly Finding[]): string {
  const rows = findings.map(({ asks, assumed, seen, note, seconds }) => [
    seen === null ? "not seen" : seen === assumed ? "as assumed" : "OTHERWISE",
    asks,
    seen ?? "",
    seen === assumed ? "" : assumed,
    note,
    `${seconds} s`,
  ]);
  const head = ["", "what", "seen", "assumed", "note", "took"];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
