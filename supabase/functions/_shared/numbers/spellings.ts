/** Numbers that are written in two ways, which differ in some digits inside. */
interface Spelling {
  /** What stands before those digits, a regular expression. */
  before: string;
  /** Those digits in the one spelling, which stands for both, and in the other. */
  one: string;
  other: string;
  /** How what follows begins, and how many digits it has. */
  begins: string;
  digits: number;
  /** Which is dialled, however it is written; null: what is written. */
  dialled: "one" | "other" | null;
}

const spellings: readonly Spelling[] = [
  // Argentina dials 9 before an area code from abroad for mobiles, and nobody does at home: one
  // number is never both (Enacom, Plan Fundamental de Numeración Nacional).
  { before: "\\+54", one: "", other: "9", begins: "\\d", digits: 10, dialled: null },
  // Mexico gave up the 1 before mobiles on 3 August 2019 (IFT, Plan Técnico Fundamental de
  // Numeración); callers and address books still carry it.
  { before: "\\+52", one: "", other: "1", begins: "\\d", digits: 10, dialled: "one" },
  // Brazil put a 9 before its mobiles from 2012 to 2016 (Anatel, resolution 553/2010). The former 7 was
  // also of radio networks, which kept theirs.
  { before: "\\+55[1-9]\\d", one: "", other: "9", begins: "[68]", digits: 8, dialled: "other" },
  // "11 9876 5432" may lack its last digit as well as its first: it is left as it is.
  { before: "\\+55[1-9]\\d", one: "", other: "9", begins: "9", digits: 8, dialled: null },
  // Benin put 01 before every number on 30 November 2024 (ARCEP Bénin).
  { before: "\\+229", one: "", other: "01", begins: "[2-9]", digits: 8, dialled: "other" },
  // San Marino has a code of its own and Rimini's area code, for the same lines.
  { before: "\\+3", one: "780549", other: "90549", begins: "\\d", digits: 6, dialled: null },
  // Israel's networks lead to Palestinian mobiles by both codes.
  { before: "\\+97", one: "0", other: "2", begins: "5[69]", digits: 9, dialled: null },
];

const patterns = spellings.map(({ before, one, other, begins, digits, dialled }) => {
  const count = digits - begins.replace(/\[.*\]|\\d/, "1").length;
  const rest = `(${begins}\\d{${count}})$`;
  return {
    one,
    other,
    dialled,
    isOne: new RegExp(`^(${before})${one}${rest}`),
    isOther: new RegExp(`^(${before})${other}${rest}`),
    isBegun: new RegExp(`^${before}${other}\\d{0,${digits - 1}}$`),
  };
});

/**
 * One spelling for all by which a person's number is written, to compare and to search by. It need
 * not be the one to dial.
 * @param e164 any number
 */
export function personOf(e164: string): string {
  const pattern = patterns.find(({ isOther }) => isOther.test(e164));
  return pattern === undefined ? e164 : respelled(e164, pattern.isOther, pattern.one);
}

/** Every spelling of a person's number, the one that `personOf` gives first. */
export function spellingsOf(e164: string): string[] {
  const person = personOf(e164);
  const pattern = patterns.find(({ isOne }) => isOne.test(person));
  return pattern === undefined
    ? [person]
    : [person, respelled(person, pattern.isOne, pattern.other)];
}

function respelled(e164: string, pattern: RegExp, inside: string): string {
  return e164.replace(pattern, (_, before: string, rest: string) => before + inside + rest);
}

/** Whether a number that is no more dialled so is only begun: "+52 1 55 1234". */
export function isBegunSpelling(e164: string): boolean {
  return patterns.some(({ isBegun }) => isBegun.test(e164));
}

/** The spelling that is connected, where only one is. */
export function dialledSpelling(e164: string): string {
  for (const { one, other, dialled, isOne, isOther } of patterns) {
    if (dialled === "one" && isOther.test(e164)) return respelled(e164, isOther, one);
    if (dialled === "other" && isOne.test(e164)) return respelled(e164, isOne, other);
  }
  return e164;
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
