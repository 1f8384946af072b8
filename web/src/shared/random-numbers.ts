// For tests: numbers and texts by chance, the same ones each time.
import { type CountryCode, getCountries, parsePhoneNumberFromString } from "libphonenumber-js/core";
import fullMetadata from "libphonenumber-js/max/metadata";

export interface Dice {
  /** A whole number from 0 to below `sides`. */
  roll: (sides: number) => number;
  pick: <T>(of: readonly T[]) => T;
}

/** Park and Miller's generator: short, and good enough to look for texts that nobody thought of. */
export function createDice(seed: number): Dice {
  let state = seed;
  const roll = (sides: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
  return {
    roll,
    pick: (of) => of[roll(of.length)] as (typeof of)[number],
  };
}

const countries = getCountries(fullMetadata);

function digits(dice: Dice, count: number): string {
  return Array.from({ length: count }, () => dice.roll(10)).join("");
}

/** A number that somebody could have, as it is written at home. */
export function someNumber(
  dice: Dice,
  of?: string,
): { country: CountryCode; e164: string; national: string } {
  for (;;) {
    const country = (of ?? dice.pick(countries)) as CountryCode;
    const text = digits(dice, 6 + dice.roll(7));
    const number = parsePhoneNumberFromString(text, country, fullMetadata);
    if (number?.isValid() !== true || number.country !== country) continue;
    return { country, e164: number.number, national: number.formatNational() };
  }
}

const signs = Array.from("0123456789012345678900  ()-/.+x,;");

/** A country and a text: a number in one of many forms, one that is damaged, or signs at random. */
export function someText(dice: Dice): readonly [country: string, text: string] {
  const home = dice.pick(countries);
  if (dice.roll(4) === 0) {
    const text = Array.from({ length: 4 + dice.roll(16) }, () => dice.pick(signs)).join("");
    return [home, text];
  }
  const { country, e164, national } = someNumber(dice);
  const text = dice.pick([
    e164,
    national,
    `00${e164.slice(1)}`,
    `011${e164.slice(1)}`,
    `Phone: ${national}`,
    `${national} ext. ${dice.roll(999)}`,
    e164.replace(/^(\+\d\d)/, "$1 (0)"),
    e164.replace(/^(\+\d\d)/, "$100"),
  ]);
  if (dice.roll(3) > 0) return [dice.pick([home, country]), text];
  const at = dice.roll(text.length);
  return [country, text.slice(0, at) + dice.pick(signs) + text.slice(at + dice.roll(2))];
}
