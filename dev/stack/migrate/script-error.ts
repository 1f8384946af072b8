import postgres from "postgres";

/** A statement of an SQL file failed. The message names file, line and what Postgres said. */
class ScriptError extends Error {
  /** Postgres's SQLSTATE. */
  readonly code: string;

  constructor(file: string, script: string, cause: postgres.PostgresError) {
    const line = cause.position === undefined ? "" : `:${lineOf(script, Number(cause.position))}`;
    const more = [cause.detail, cause.hint, cause.where].filter((part) => part !== undefined);
    super([`Cannot apply ${file}${line}: ${cause.message} (${cause.code})`, ...more].join("\n  "), {
      cause,
    });
    this.name = "ScriptError";
    this.code = cause.code;
  }
}

/** Runs `work`; what Postgres refuses in it is reported as a place in the file. */
export async function inFile<T>(file: string, script: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof postgres.PostgresError ? new ScriptError(file, script, error) : error;
  }
}

/** Postgres counts positions in code points from 1. */
function lineOf(script: string, position: number): number {
  return Array.from(script).slice(0, position - 1).filter((point) => point === "\n").length + 1;
}
