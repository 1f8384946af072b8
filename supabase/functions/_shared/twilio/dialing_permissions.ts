import * as v from "valibot";
import type { Account } from "./account.ts";
import { listAll } from "./list_all.ts";
import type { TwilioRest } from "./rest.ts";

const CountrySchema = v.object({ iso_code: v.string(), low_risk_numbers_enabled: v.boolean() });

/**
 * Countries (ISO 3166 alpha-2) whose ordinary numbers the account may call
 * (https://www.twilio.com/docs/voice/api/dialingpermissions-country-resource).
 */
export async function listOpenCountries(
  twilio: TwilioRest,
  account: Account,
): Promise<ReadonlySet<string>> {
  const countries = await listAll(twilio, account, {
    product: "voice",
    resource: "v1/DialingPermissions/Countries",
    key: "content",
    item: CountrySchema,
  });
  return new Set(
    countries.filter((country) => country.low_risk_numbers_enabled).map(({ iso_code }) => iso_code),
  );
}
