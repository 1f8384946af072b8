// Where the description is known to say less than Twilio does, each with its reason. Everything else is a mismatch.

import type { Mismatch } from "./openapi.ts";

/** `message` is matched against the operation, a space, and the difference. */
export const KNOWN_GAPS: readonly { side: Mismatch["side"]; message: RegExp }[] = [];
