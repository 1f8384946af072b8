import { type OwnFunctions, Unreachable } from "./collaborators.ts";

/** As long as Twilio waits for a webhook. */
const timeoutMs = 15_000;

export function ownFunctions(
  publicUrl: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): OwnFunctions {
  return {
    post: async (path, form, signature) => {
      const began = performance.now();
      try {
        const response = await fetch(publicUrl + path, {
          method: "POST",
          headers: signature === undefined ? {} : { "x-twilio-signature": signature },
          body: new URLSearchParams(form),
          signal: AbortSignal.timeout(timeoutMs),
        });
        await response.body?.cancel();
        return { status: response.status, ms: Math.round(performance.now() - began) };
      } catch (error) {
        throw new Unreachable(`Cannot reach ${path}`, { cause: error });
      }
    },
  };
}
