import { Failure } from "../_shared/domain/failure.ts";

/**
 * Waits for something no longer than so long.
 * @throws Failure `E-TWILIO` when it takes longer: whatever is slow here, Twilio is
 */
export async function inTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Failure("E-TWILIO")), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
