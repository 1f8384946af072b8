import * as v from "valibot";
import type { NumberKind, Price } from "../contracts/numbers.ts";
import { Failure } from "../domain/failure.ts";
import type { Account } from "./account.ts";
import type { TwilioRest } from "./rest.ts";

/** Twilio's documents write the amount as text, its description as a number. */
const AmountSchema = v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.decimal());

const PricesSchema = v.object({
  price_unit: v.string(),
  phone_number_prices: v.array(v.object({ number_type: v.string(), current_price: AmountSchema })),
});

/**
 * What a number of each kind costs a month in a country, after discounts of the account
 * (https://www.twilio.com/docs/phone-numbers/pricing). Nothing where Twilio does not tell it: a
 * price is never guessed, and its absence stops nobody.
 */
export async function fetchNumberPrices(
  twilio: TwilioRest,
  { accountSid, authToken }: Account,
  country: string,
): Promise<Map<NumberKind, Price>> {
  const prices = new Map<NumberKind, Price>();
  let answer: unknown;
  try {
    answer = await twilio({
      method: "GET",
      accountSid,
      product: "pricing",
      resource: `v1/PhoneNumbers/Countries/${country}`,
      credentials: { username: accountSid, password: authToken },
    });
  } catch (error) {
    if (error instanceof Failure && error.code === "E-TWILIO") return prices;
    throw error;
  }
  const parsed = v.safeParse(PricesSchema, answer);
  if (!parsed.success) return prices;
  const currency = parsed.output.price_unit.toUpperCase();
  for (const { number_type, current_price } of parsed.output.phone_number_prices) {
    const kind = kindOf(number_type);
    if (kind !== null) prices.set(kind, { amount: current_price, currency });
  }
  return prices;
}

/** "toll free" here, "toll-free" and "tollfree" elsewhere in Twilio's APIs. */
export function kindOf(type: string): NumberKind | null {
  switch (type.toLowerCase().replaceAll(/[^a-z]/g, "")) {
    case "local":
      return "local";
    case "mobile":
      return "mobile";
    case "tollfree":
      return "toll-free";
    default:
      return null;
  }
}
