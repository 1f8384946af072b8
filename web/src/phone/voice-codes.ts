// What Twilio's codes mean to us (https://www.twilio.com/docs/api/errors).

/** Invalid or expired tokens, a wrong key or account: a new token may help. */
const tokenCodes = new Set([20101, 20102, 20103, 20104, 31201, 31202, 31204, 31205]);

export function isTokenTrouble(code: number | "timeout" | "unknown"): boolean {
  return typeof code === "number" && tokenCodes.has(code);
}

/** The microphone was refused, or could not be opened. */
export function microphoneTrouble(
  code: number | "timeout" | "unknown",
): "blocked" | "missing" | null {
  if (code === 31401) return "blocked";
  return code === 31402 ? "missing" : null;
}
