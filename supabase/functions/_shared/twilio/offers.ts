import * as v from "valibot";
import type { AddressNeed, NumberKind, Offer } from "../contracts/numbers.ts";
import { AddressNeedSchema } from "../contracts/numbers.ts";
import { E164Schema } from "../contracts/fields.ts";
import { Failure } from "../domain/failure.ts";
import type { Account } from "./account.ts";
import { listAll } from "./list_all.ts";
import { isNotFound, type TwilioRest } from "./rest.ts";

/** As the API's paths and links call them. */
const kinds: readonly { kind: NumberKind; path: string; link: string }[] = [
  { kind: "local", path: "Local", link: "local" },
  { kind: "mobile", path: "Mobile", link: "mobile" },
  { kind: "toll-free", path: "TollFree", link: "toll_free" },
];

/** As many as a person looks at before searching again. */
const most = "20";

const CountrySchema = v.object({
  country_code: v.string(),
  subresource_uris: v.record(v.string(), v.unknown()),
});

/** The countries that Twilio sells numbers of, with the kinds that can have voice. */
export async function listCountries(
  twilio: TwilioRest,
  account: Account,
): Promise<{ code: string; kinds: NumberKind[] }[]> {
  const countries = await listAll(twilio, account, {
    resource: "AvailablePhoneNumbers",
    key: "countries",
    item: CountrySchema,
  });
  return countries
    .map(({ country_code, subresource_uris }) => ({
      code: country_code,
      kinds: kinds.filter(({ link }) => link in subresource_uris).map(({ kind }) => kind),
    }))
    .filter((country) => country.kinds.length > 0);
}

const OffersSchema = v.object({
  available_phone_numbers: v.array(v.pipe(
    v.object({
      phone_number: E164Schema,
      locality: v.optional(v.nullable(v.string()), null),
      region: v.optional(v.nullable(v.string()), null),
      address_requirements: v.fallback(AddressNeedSchema, "none" satisfies AddressNeed),
    }),
    v.transform((offer): Offer => ({
      number: offer.phone_number,
      locality: offer.locality,
      region: offer.region,
      addressNeed: offer.address_requirements,
    })),
  )),
});

/** Numbers with voice for sale; none where the country has none of the kind. */
export async function searchOffers(
  twilio: TwilioRest,
  { accountSid, authToken }: Account,
  { country, kind, areaCode, contains }: {
    country: string;
    kind: NumberKind;
    areaCode?: string | undefined;
    contains?: string | undefined;
  },
): Promise<Offer[]> {
  const path = kinds.find((each) => each.kind === kind)?.path;
  try {
    const answer = await twilio({
      method: "GET",
      accountSid,
      resource: `AvailablePhoneNumbers/${country}/${path}`,
      credentials: { username: accountSid, password: authToken },
      query: {
        VoiceEnabled: "true",
        PageSize: most,
        ...(areaCode === undefined ? {} : { AreaCode: areaCode }),
        ...(contains === undefined ? {} : { Contains: contains }),
      },
    });
    const parsed = v.safeParse(OffersSchema, answer);
    if (!parsed.success) throw new Failure("E-TWILIO", {}, new Error("Cannot read the offers"));
    return parsed.output.available_phone_numbers;
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}
