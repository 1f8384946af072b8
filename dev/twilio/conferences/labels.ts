// Which labels a participant may have (https://www.twilio.com/docs/api/errors/16023).

/** Documented: 128 characters at most, nothing like a CallSid, no slash, not even encoded. */
export function isLabel(label: string): boolean {
  return Array.from(label).length <= 128 && !/^CA[0-9a-f]{32}$/.test(label) &&
    !/\/|%2f/i.test(label);
}
