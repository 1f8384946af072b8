const callable = /^(\+[1-9]\d{1,14}|client:\w+)$/;

/**
 * What Twilio and networks write for a caller who hides the number: in words, and ANONYMOUS,
 * RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE typed on a telephone's keys
 * (https://www.twilio.com/docs/voice/twiml, From), with a plus or without. SIP hides it as
 * `sip:anonymous@anonymous.invalid` (RFC 3323).
 */
const withheld =
  /^(?:\+?(?:266696687|7378742833|2562533|8656696|86282452253)|(?:sips?:)?(?:anonymous|restricted|blocked|private|unknown|unavailable|withheld)(?:@.*)?)?$/i;

/**
 * The other side's address as it can be shown: a number, or what else a caller has (`2001`,
 * `sip:2001@pbx.example`); null when it is withheld. Signs that nobody sees are left out.
 */
export function shownAddress(text: string): string | null {
  const shown = text.replaceAll(/[\p{Cc}\p{Cf}]/gu, "").trim();
  return withheld.test(shown) ? null : shown;
}

/** Whether there is somebody to call back: a telephone number or a colleague, and no extension or SIP address. */
export function isCallable(address: string | null): address is string {
  return address !== null && callable.test(address);
}
