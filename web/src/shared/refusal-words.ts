// Loaded with the first refusal.
import type { ErrorAnswer } from "../../../supabase/functions/_shared/contracts/error_answer.ts";
import { countryOff } from "./country-off.ts";
import { reached, whenText, whyPaused } from "./policy-words.ts";

type Refusal = ErrorAnswer["error"];

/**
 * A refusal's words with its facts in them; those of the code alone where it has none.
 * @param now epoch ms
 */
export function refusalWords(error: Refusal, now: number): { message: string; next: string } {
  const { code, message, next, limit, scope, country, until } = error;
  const goesOn = until === undefined || error.time_zone === undefined
    ? next
    : `${code === "E-TEST-LIMIT" ? "Try again" : "Resumes"} ${
      whenText(Date.parse(until), error.time_zone, now)
    }.`;
  switch (code) {
    case "E-DEST-COUNTRY":
      return { message: country === undefined ? message : countryOff(country), next };
    case "E-CAP-RATE":
      return { message: limit === undefined ? message : reached(scope, "calls", limit), next };
    case "E-CAP-MINUTES":
      return {
        message: limit === undefined ? message : reached(scope, "minutes", limit),
        next: goesOn,
      };
    case "E-PAUSED":
      return {
        message: error.cause === undefined
          ? message
          : `${message} ${whyPaused({ cause: error.cause, limit: limit ?? null })}`,
        next: goesOn,
      };
    case "E-HOURS":
    case "E-TEST-LIMIT":
      return { message, next: goesOn };
    default:
      return { message, next };
  }
}
