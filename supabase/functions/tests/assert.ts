// `@std/assert` for machines that reach only npm: the names and the argument order of
// https://jsr.io/@std/assert, over Node's assertions. Only what the tests use.
import assertions from "node:assert/strict";

/** Fails unless `condition` holds, and tells the compiler so. */
export function assert(condition: unknown, message?: string): asserts condition {
  assertions.ok(condition, message);
}

/** Deep and strict equality. */
export function assertEquals<T>(actual: T, expected: T, message?: string): void {
  assertions.deepEqual(actual, expected, message);
}

export function assertNotEquals<T>(actual: T, expected: T, message?: string): void {
  assertions.notDeepEqual(actual, expected, message);
}

export function assertStringIncludes(actual: string, expected: string, message?: string): void {
  assertions.ok(actual.includes(expected), message ?? `"${actual}" lacks "${expected}"`);
}

export function assertMatch(actual: string, expected: RegExp, message?: string): void {
  assertions.match(actual, expected, message);
}

type ErrorClass<E extends Error> = abstract new (...args: never[]) => E;

/** Fails unless `fn` throws an `ErrorClass`; returns what it threw. */
export function assertThrows<E extends Error>(
  fn: () => unknown,
  errorClass: ErrorClass<E>,
  messageIncludes = "",
): E {
  try {
    fn();
  } catch (error) {
    return expectError(error, errorClass, messageIncludes);
  }
  throw new assertions.AssertionError({ message: "Expected function to throw." });
}

/** Fails unless `fn` rejects with an `ErrorClass`; returns what it rejected with. */
export async function assertRejects<E extends Error>(
  fn: () => PromiseLike<unknown>,
  errorClass: ErrorClass<E>,
  messageIncludes = "",
): Promise<E> {
  try {
    await fn();
  } catch (error) {
    return expectError(error, errorClass, messageIncludes);
  }
  throw new assertions.AssertionError({ message: "Expected function to reject." });
}

function expectError<E extends Error>(
  error: unknown,
  errorClass: ErrorClass<E>,
  messageIncludes: string,
): E {
  if (!(error instanceof errorClass)) {
    assertions.fail(`Expected ${errorClass.name}, but got ${String(error)}`);
  }
  assertStringIncludes(error.message, messageIncludes);
  return error;
}
