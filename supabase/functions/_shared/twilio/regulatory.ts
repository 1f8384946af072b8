import * as v from "valibot";
import type { NumberKind } from "../contracts/numbers.ts";
import { SidSchema } from "../contracts/fields.ts";
import { Failure } from "../domain/failure.ts";
import type { Account } from "./account.ts";
import { listAll } from "./list_all.ts";
import { kindOf } from "./number_prices.ts";
import type { TwilioRest } from "./rest.ts";

const RegulationsSchema = v.object({
  results: v.array(v.object({ sid: SidSchema("RN"), number_type: v.string() })),
});

const BundlesSchema = v.object({
  results: v.array(v.object({ sid: SidSchema("BU"), friendly_name: v.nullable(v.string()) })),
});

/** More of one kind than anybody chooses from. */
const pageSize = "100";

/** The rules for one kind of a country's numbers; none: anybody may have one. */
export async function listRegulations(
  twilio: TwilioRest,
  account: Account,
  { country, kind }: { country: string; kind: NumberKind },
): Promise<string[]> {
  const { results } = await ask(twilio, account, "Regulations", RegulationsSchema, {
    IsoCountry: country,
  });
  return results.filter(({ number_type }) => kindOf(number_type) === kind).map(({ sid }) => sid);
}

/** The bundles that Twilio approved for any of the regulations. */
export async function listApprovedBundles(
  twilio: TwilioRest,
  account: Account,
  regulationSids: readonly string[],
): Promise<{ sid: string; name: string }[]> {
  const lists = await Promise.all(
    regulationSids.map((RegulationSid) =>
      ask(twilio, account, "Bundles", BundlesSchema, { Status: "twilio-approved", RegulationSid })
    ),
  );
  return lists.flatMap(({ results }) => results)
    .map(({ sid, friendly_name }) => ({ sid, name: friendly_name ?? sid }));
}

async function ask<S extends v.GenericSchema>(
  twilio: TwilioRest,
  { accountSid, authToken }: Account,
  resource: string,
  schema: S,
  query: Readonly<Record<string, string>>,
): Promise<v.InferOutput<S>> {
  const answer = await twilio({
    method: "GET",
    accountSid,
    product: "numbers",
    resource: `v2/RegulatoryCompliance/${resource}`,
    credentials: { username: accountSid, password: authToken },
    query: { ...query, PageSize: pageSize },
  });
  const parsed = v.safeParse(schema, answer);
  if (!parsed.success) throw new Failure("E-TWILIO", {}, new Error(`Cannot read ${resource}`));
  return parsed.output;
}

const AddressSchema = v.pipe(
  v.object({
    sid: SidSchema("AD"),
    friendly_name: v.nullable(v.string()),
    customer_name: v.string(),
    street: v.string(),
    city: v.string(),
    iso_country: v.string(),
  }),
  v.transform(({ sid, friendly_name, customer_name, street, city, iso_country }) => ({
    sid,
    name: [friendly_name || customer_name, street, city].join(", "),
    country: iso_country,
  })),
);

/** The account's own addresses. */
export const listAddresses = (twilio: TwilioRest, account: Account) =>
  listAll(twilio, account, { resource: "Addresses", key: "addresses", item: AddressSchema });
