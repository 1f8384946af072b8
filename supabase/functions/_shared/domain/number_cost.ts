import type { PhoneNumber } from "libphonenumber-js/core";
import { parsePhoneNumberFromString } from "libphonenumber-js/core";
import { type Plan, planOf } from "../numbers/plan.ts";
import { fullMetadata } from "./full_metadata.ts";
import { specialRanges } from "./special_ranges.ts";

/** Types of which the one who calls pays for more than a call. */
const costlyTypes = ["PREMIUM_RATE", "SHARED_COST", "PERSONAL_NUMBER", "PAGER"] as const;

/**
 * Whether calling the number may cost more than calling a subscriber: premium-rate, shared-cost,
 * personal, mass-calling, directory and satellite numbers, by libphonenumber's types and by
 * `special_ranges.ts`.
 *
 * What nobody can have is judged by how it begins: exchanges connect numbers that are too long, and
 * a metadata's lengths are older than the plan. There its national and international prefixes are
 * tried against it, too, as the next network may drop them.
 *
 * @param e164 as it would be dialled
 */
export function isCostly(e164: string): boolean {
  const number = parsePhoneNumberFromString(e164, fullMetadata);
  if (number === undefined) return true;
  const { nationalNumber, countryCallingCode } = number;
  if (isSpecial(countryCallingCode, nationalNumber)) return true;
  const type = number.getType();
  if (type !== undefined) return costlyTypes.some((costly) => costly === type);
  return [nationalNumber, ...withoutPrefixes(number)].some((rest) =>
    isSpecial(countryCallingCode, rest) || beginsCostly(number, rest)
  );
}

const special = new Map(
  specialRanges.map(({ code, ranges }) => [
    code,
    new RegExp(`^(?:${ranges.map(([begins]) => begins).join("|")})`),
  ]),
);

function isSpecial(callingCode: string, nationalNumber: string): boolean {
  return special.get(callingCode)?.test(nationalNumber) === true;
}

function beginsCostly({ country, countryCallingCode }: PhoneNumber, rest: string): boolean {
  const plans = [country, countryCallingCode].flatMap((of) => {
    const plan = of === undefined ? null : planOf(of, fullMetadata);
    return plan === null ? [] : [plan];
  });
  return plans.some((plan) =>
    costlyTypes.some((type) => plan.beginsLike(type, rest)) ||
    isAmongPremium(plan, rest.slice(0, blockLength))
  );
}

/** Plans give away blocks by their first three digits: 900, 190, 809. */
const blockLength = 3;

const ordinaryTypes = ["FIXED_LINE", "MOBILE", "TOLL_FREE", "UAN", "VOIP"] as const;

/**
 * Whether a plan has premium-rate numbers in this block, and lines and mobiles in none of it: what
 * nobody has there yet will be one of them, too.
 */
function isAmongPremium(plan: Plan, block: string): boolean {
  return plan.hasBlock("PREMIUM_RATE", block) &&
    !ordinaryTypes.some((type) => plan.hasBlock(type, block));
}

function withoutPrefixes({ country, countryCallingCode, nationalNumber }: PhoneNumber): string[] {
  const plan = planOf(country ?? countryCallingCode, fullMetadata);
  const national = plan?.nationalPrefix;
  const prefixes = [
    /^0+/,
    national === undefined ? null : new RegExp(`^${national}`),
    plan?.internationalPrefix ?? null,
  ].filter((prefix) => prefix !== null);
  return prefixes.map((prefix) => nationalNumber.replace(prefix, ""))
    .filter((rest) => rest !== nationalNumber && rest !== "");
}
