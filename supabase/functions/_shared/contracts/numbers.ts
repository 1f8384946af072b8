import * as v from "valibot";
import { E164Schema, IdFieldSchema, SidSchema } from "./fields.ts";

const workspaceId = IdFieldSchema;

/** ISO 3166 alpha-2. */
const CountrySchema = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/));

/** What Twilio sells for voice. */
export const NumberKindSchema = v.picklist(["local", "mobile", "toll-free"]);

const search = { workspaceId, country: CountrySchema, kind: NumberKindSchema };

/** `POST /numbers`: an admin looks at, buys, releases and stops using the workspace's numbers. */
export const NumbersRequestSchema = v.variant("action", [
  /** What Twilio knows about the account's numbers, and what they cost. */
  v.object({ action: v.literal("account"), workspaceId }),
  /** Where Twilio sells numbers with voice, and of which types. */
  v.object({ action: v.literal("countries"), workspaceId }),
  v.object({
    action: v.literal("search"),
    ...search,
    /** Of the United States and Canada. */
    areaCode: v.optional(v.pipe(v.string(), v.regex(/^\d{3}$/))),
    /** Digits, letters as on a telephone's keys, and `*` for any digit. */
    contains: v.optional(v.pipe(v.string(), v.regex(/^[\dA-Za-z*]{2,15}$/))),
  }),
  /** What a number of this country and kind needs, and what of it the account has. */
  v.object({ action: v.literal("requirements"), ...search }),
  /** Buys a number, or takes in one that the account already has. */
  v.object({
    action: v.literal("buy"),
    workspaceId,
    number: E164Schema,
    friendlyName: v.pipe(v.string(), v.trim(), v.maxLength(64)),
    addressSid: v.optional(SidSchema("AD")),
    bundleSid: v.optional(SidSchema("BU")),
    /** Who uses it at first; whoever is missing does not. */
    uses: v.pipe(
      v.array(v.object({ agentId: IdFieldSchema, mayCall: v.boolean(), rings: v.boolean() })),
      v.maxLength(500),
    ),
  }),
  /** Gives the number up at Twilio, then here. We may not get it back. */
  v.object({ action: v.literal("release"), workspaceId, number: E164Schema }),
  /** Forgets a number that is no longer routed here; Twilio keeps it. */
  v.object({ action: v.literal("put-away"), workspaceId, number: E164Schema }),
]);

/** An amount a month, in decimal text as Twilio writes it, and its currency (ISO 4217, capitals). */
export const PriceSchema = v.object({ amount: v.string(), currency: v.string() });

export const AccountNumbersSchema = v.object({
  isTrial: v.boolean(),
  numbers: v.array(v.object({
    sid: SidSchema("PN"),
    number: E164Schema,
    name: v.string(),
    /** Its calls come to the workspace's app. */
    isHere: v.boolean(),
    /** Null if Twilio does not say. */
    price: v.nullable(PriceSchema),
  })),
});

export const CountriesSchema = v.object({
  countries: v.array(v.object({ code: CountrySchema, kinds: v.array(NumberKindSchema) })),
});

/** Whether a buyer needs an address: any, one in the country, or one outside it. */
export const AddressNeedSchema = v.picklist(["none", "any", "local", "foreign"]);

export const OfferSchema = v.object({
  number: E164Schema,
  locality: v.nullable(v.string()),
  region: v.nullable(v.string()),
  addressNeed: AddressNeedSchema,
});

export const SearchSchema = v.object({
  offers: v.array(OfferSchema),
  price: v.nullable(PriceSchema),
});

export const RequirementsSchema = v.object({
  isTrial: v.boolean(),
  /** The country regulates this kind: an approved bundle is needed. */
  needsBundle: v.boolean(),
  bundles: v.array(v.object({ sid: SidSchema("BU"), name: v.string() })),
  addresses: v.array(
    v.object({ sid: SidSchema("AD"), name: v.string(), country: CountrySchema }),
  ),
});

/** `found`: the account already had it, and nothing was paid now. */
export const BoughtSchema = v.object({ number: E164Schema, found: v.boolean() });

/** `gone`: Twilio no longer had it. */
export const NumberRemovedSchema = v.object({
  number: E164Schema,
  outcome: v.picklist(["released", "gone", "put-away"]),
});

export type NumbersRequest = v.InferOutput<typeof NumbersRequestSchema>;
export type NumberKind = v.InferOutput<typeof NumberKindSchema>;
export type Price = v.InferOutput<typeof PriceSchema>;
export type AccountNumbers = v.InferOutput<typeof AccountNumbersSchema>;
export type Countries = v.InferOutput<typeof CountriesSchema>;
export type AddressNeed = v.InferOutput<typeof AddressNeedSchema>;
export type Offer = v.InferOutput<typeof OfferSchema>;
export type SearchAnswer = v.InferOutput<typeof SearchSchema>;
export type Requirements = v.InferOutput<typeof RequirementsSchema>;
export type Bought = v.InferOutput<typeof BoughtSchema>;
export type NumberRemoved = v.InferOutput<typeof NumberRemovedSchema>;

/** What the actions answer. */
export type NumbersAnswer =
  | AccountNumbers
  | Countries
  | SearchAnswer
  | Requirements
  | Bought
  | NumberRemoved;
