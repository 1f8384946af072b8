import type { ErrorDetail } from "../_shared/contracts/error_answer.ts";
import { Failure } from "../_shared/domain/failure.ts";

/**
 * Undoes what a failed step had done already, and names it.
 * @returns what to throw. When it can't be undone, the failure names nothing; the next Save finds it.
 */
export async function undoStep(
  error: unknown,
  what: NonNullable<ErrorDetail["undone"]>,
  undo: () => Promise<unknown>,
): Promise<unknown> {
  try {
    await undo();
  } catch {
    return error;
  }
  return error instanceof Failure
    ? new Failure(error.code, { ...error.detail, undone: what }, error.cause)
    : error;
}
