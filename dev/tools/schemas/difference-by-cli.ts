import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { splitStatements } from "../../stack/migrate/statements.ts";
import { officialCli } from "../official-cli.ts";

/**
 * The SQL by which the official CLI would make one database like the other, with revokes for projects
 * that grant by default. It does not see names of secrets, statistics objects and rows, and takes a job
 * of another database for another job, so jobs are left out here.
 *
 * @param from connection string, as of {@link to}
 */
export function differenceByCli(from: string, to: string): string {
  const folder = mkdtempSync(join(tmpdir(), "softphone-difference-"));
  const file = join(folder, "difference.sql");
  try {
    officialCli("db", "diff", "--use-pg-delta", `--from=${from}`, `--to=${to}`, `--output=${file}`);
    return splitStatements(readFileSync(file, "utf8"))
      .filter((statement) => !/^select cron\./i.test(statement))
      .map((statement) => `${statement};\n`).join("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
