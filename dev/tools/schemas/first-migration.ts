import { readFileSync } from "node:fs";
import { sqlFiles } from "./apply.ts";

/** Version and name of the migration that makes the whole of version 0.1.0. */
export const FIRST = "20261129000000_first_release.sql";

const HEADER =
  "-- Version 0.1.0 as a whole: supabase/schemas in the order of its files, written by " +
  "`npm run migration -- --first`.\n";

/** The text of the first migration: the schemas, one after the other. */
export function firstMigration(schemas: string): string {
  return [HEADER, ...sqlFiles(schemas).map((path) => readFileSync(path, "utf8"))].join("\n");
}
