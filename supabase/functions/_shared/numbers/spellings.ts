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
 * What callers in a country dialled before whole numbers until its plan changed; address books keep
 * it. Mexico, until 3 August 2019: 01 for long distance, 044 and 045 for mobiles. Poland (UKE, 2010)
 * and Chile (Subtel, 2016): 0. Ukraine, until 14 October 2009: 8 before the 0.
 */
const formerPrefixes: Readonly<Record<string, RegExp>> = {
  CL: /^0(?=[2-9]\d{8}$)/,
  MX: /^(?:01|04[45])(?=\d{7,10}$)/,
  PL: /^0(?=[1-9]\d{8}$)/,
  UA: /^8(?=0\d{9}$)/,
};

/** The departments and territories overseas have codes of their own, and stand in one plan at home (ARCEP 2018-0881). */
const france: readonly (readonly [begins: RegExp, instead: string])[] = [
  [/^0(?=(?:26[239]|639|69[23])\d{6}$)/, "+262"],
  [/^0(?=(?:590|69[01])\d{6}$)/, "+590"],
  [/^0(?=[56]94\d{6}$)/, "+594"],
  [/^0(?=(?:596|69[67])\d{6}$)/, "+596"],
  [/^0508(?=\d{6}$)/, "+508"],
];

/**
 * How callers reach numbers of another country as if they were at home: what stands before them, and
 * what it means. Ireland: 048 for Northern Ireland (ComReg, National Numbering Scheme). Kenya, Tanzania
 * and Uganda: 005, 006 and 007 for each other, in this order (ITU-T E.129).
 */
const neighbours: Readonly<Record<string, typeof france>> = {
  FR: france,
  IE: [[/^048(?=[2-9]\d{7}$)/, "+4428"]],
  KE: [[/^007(?=[1-9]\d{8}$)/, "+255"], [/^006(?=[1-9]\d{8}$)/, "+256"]],
  TZ: [[/^005(?=[1-9]\d{8}$)/, "+254"], [/^006(?=[1-9]\d{8}$)/, "+256"]],
  UG: [[/^005(?=[1-9]\d{8}$)/, "+254"], [/^007(?=[1-9]\d{8}$)/, "+255"]],
};

/**
 * Digits as the country's callers dial them today and with a plus, where they lead abroad.
 * @param home ISO 3166 alpha-2
 */
export function asDialledToday(digits: string, home: string | undefined): string {
  if (home === undefined) return digits;
  const [begins, instead] = neighbours[home]?.find(([begins]) => begins.test(digits)) ?? [];
  if (begins !== undefined && instead !== undefined) return digits.replace(begins, instead);
  const former = formerPrefixes[home];
  return former === undefined ? digits : digits.replace(former, "");
}
