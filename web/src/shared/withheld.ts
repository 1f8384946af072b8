const e164 = /^\+[1-9]\d{1,14}$/;

/**
 * What Twilio writes for a caller without a number: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and
 * UNAVAILABLE typed on a telephone's keys (https://www.twilio.com/docs/voice/twiml, From).
 */
const withheld = new Set(["+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"]);

/** A caller's number as it can be shown and called back; null when it is withheld. */
export function knownNumber(text: string): string | null {
  return e164.test(text) && !withheld.has(text) ? text : null;
}
