/**
 * Countries that wrote or write their mobiles in two ways; one of both is the person's here.
 * Each: the beginning that may stand there, what stands instead, and how many digits follow.
 */
const spellings: readonly { longer: string; shorter: string; digits: number }[] = [
  // Argentina dials 9 before an area code from abroad for mobiles, and nobody does at home: one
  // number is never both (Enacom, Plan Fundamental de Numeración Nacional).
  { longer: "+549", shorter: "+54", digits: 10 },
  // Mexico gave up the 1 before mobiles on 3 August 2019 (IFT, Plan Técnico Fundamental de
  // Numeración); callers and address books still carry it.
  { longer: "+521", shorter: "+52", digits: 10 },
];

/**
 * One spelling for all by which a person's number is written, to compare and to search by. It need
 * not be the one to dial.
 * @param e164 any number
 */
export function personOf(e164: string): string {
  for (const { longer, shorter, digits } of spellings) {
    if (e164.startsWith(longer) && e164.length === longer.length + digits) {
      return shorter + e164.slice(longer.length);
    }
  }
  return e164;
}

/** Every spelling of a person's number, the one that `personOf` gives first. */
export function spellingsOf(e164: string): string[] {
  const person = personOf(e164);
  const longer = spellings.find(({ shorter, digits }) =>
    person.startsWith(shorter) && person.length === shorter.length + digits
  );
  return longer === undefined
    ? [person]
    : [person, longer.longer + person.slice(longer.shorter.length)];
}

/** Whether a number that is no more dialled so is only begun: "+52 1 55 1234". */
export function isBegunSpelling(e164: string): boolean {
  return spellings.some(({ longer, digits }) =>
    e164.startsWith(longer) && e164.length < longer.length + digits
  );
}

/** Mexico does not connect its former spelling any more; Argentina needs the 9 for mobiles. */
export function dialledSpelling(e164: string): string {
  return e164.startsWith("+521") ? personOf(e164) : e164;
}

/**
 * What callers in a country dialled before whole numbers until its plan changed. Mexico, until 3
 * August 2019: 01 for long distance, 044 and 045 for mobiles.
 */
const formerPrefixes: Readonly<Record<string, RegExp>> = { MX: /^(?:01|04[45])(?=\d{7,10}$)/ };

/** @param home ISO 3166 alpha-2 */
export function withoutFormerPrefix(digits: string, home: string | undefined): string {
  const prefix = home === undefined ? undefined : formerPrefixes[home];
  return prefix === undefined ? digits : digits.replace(prefix, "");
}
