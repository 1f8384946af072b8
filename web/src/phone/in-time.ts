import { VoiceFailure } from "./voice.ts";

/**
 * Waits for something of the SDK, but not for ever: several of its promises may never settle.
 * @param action for the error: "register"
 * @throws VoiceFailure with code `timeout`, or what `promise` throws
 */
export async function inTime<T>(promise: Promise<T>, limitMs: number, action: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new VoiceFailure(action, "timeout")), limitMs);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
