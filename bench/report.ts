import type { Row } from "./row.ts";

/** One benchmark's rows, or why it could not be run. */
export interface Section {
  name: string;
  rows: Row[];
  failure: string | null;
  seconds: number;
}

export interface Circumstances {
  machine: string[];
  date: string;
  loadBefore: string;
  loadAfter: string;
  quick: boolean;
  rounds: number;
  requests: number;
}

const HEADER = ["measure", "ours", "floor", "result", "limit", ""];

/** For a terminal. */
export function table(rows: readonly Row[]): string {
  const lines = [HEADER, ...rows.map(cells)];
  const widths = HEADER.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0))
  );
  return lines.map((line) =>
    line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()
  )
    .join("\n");
}

const cells = (
  row: Row,
) => [row.measure, row.ours, row.floor, row.result, row.limit, row.ok ? "ok" : "MISSED"];

/** `docs/benchmarks.md`. */
export function markdown(sections: readonly Section[], about: Circumstances): string {
  const rows = sections.flatMap((section) => section.rows);
  const failures = sections.filter((section) => section.failure !== null);
  return [
    "# Benchmarks",
    "",
    "Written by `npm run bench`; do not edit. Every figure is compared with a floor of the same run, or is an amount",
    "that does not depend on the machine's speed. Times are medians, with p95 behind; absolute times say something",
    "about this machine only.",
    "",
    `Run on ${about.date}${
      about.quick ? ", the quick run" : ""
    }, with ${about.rounds} interleaved rounds of ` +
    `${about.requests} requests of each kind:`,
    "",
    ...about.machine.map((line) => `- ${line}`),
    `- load of the machine (1 minute) ${about.loadBefore} before, ${about.loadAfter} after`,
    "",
    "## Results",
    "",
    `| ${HEADER.join(" | ")} |`,
    `|${HEADER.map(() => "---").join("|")}|`,
    ...rows.map((row) => `| ${cells(row).map(escape).join(" | ")} |`),
    ...(failures.length === 0 ? [] : [
      "",
      "Could not be measured: " +
      failures.map(({ name, failure }) => `${name} (${failure})`).join("; "),
    ]),
    "",
    "## Why these limits",
    "",
    ...rows.map((row) => `- **${row.measure}**, ${row.limit}: ${row.reason}`),
    "",
    "## How to repeat it",
    "",
    "On Linux, after `npm ci`, with nothing else running:",
    "",
    "```sh",
    "npm run bench                 # everything, about twenty minutes; writes this file",
    "npm run bench -- quick        # everything, short; prints only",
    "npm run bench -- warm push    # some; prints only",
    "```",
    "",
    `Names: ${
      sections.map(({ name }) => name).join(", ")
    }. The floors are in \`bench/functions\` and \`bench/pages\`.`,
    "",
  ].join("\n");
}

const escape = (cell: string) => cell.replaceAll("|", "\\|");
