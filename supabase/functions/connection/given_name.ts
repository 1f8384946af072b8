/**
 * The name that somebody gave a number at Twilio; '' where it is the number itself in some way of writing, as
 * Twilio names a number at first: `+442079460142`, `(415) 555-0142`, `020 7946 0142`
 * (https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource, FriendlyName).
 */
export function givenName(friendlyName: string, number: string): string {
  const name = friendlyName.trim();
  if (!/^[\d\s()+./-]+$/.test(name)) return name;
  // A national form begins with zeros that the international one lacks.
  const digits = name.replaceAll(/\D/g, "").replace(/^0+/, "");
  // So many digits are no extension or year that happens to end the number.
  const isNumber = digits.length >= 6 && number.endsWith(digits);
  return isNumber ? "" : name;
}
