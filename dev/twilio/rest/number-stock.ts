// The telephone numbers that are for sale. Each lies in a range that its country keeps for films and plays, so that
// nobody real is ever called; which cities there are is assumed.

export type NumberKind = "local" | "mobile" | "tollfree";

interface Range {
  /** Up to the digits that vary. */
  prefix: string;
  /** How many digits vary. */
  digits: number;
  locality: string | null;
  region: string | null;
  postalCode: string | null;
  latitude: number | null;
  longitude: number | null;
}

interface Country {
  name: string;
  /** Whether a buyer must have an address, and where. */
  addressRequirements: "none" | "any" | "local" | "foreign";
  /** Whether it asks who uses the number: a bundle of documents that Twilio approved. */
  regulated?: true;
  /** Decimal text. */
  monthlyPrice: Partial<Record<NumberKind, string>>;
  ranges: Partial<Record<NumberKind, Range[]>>;
}

/** A number for sale. */
export interface ForSale extends Omit<Range, "prefix" | "digits"> {
  phoneNumber: string;
  kind: NumberKind;
  country: string;
  addressRequirements: Country["addressRequirements"];
  regulated: boolean;
  capabilities: Capabilities;
}

export interface Capabilities {
  voice: boolean;
  sms: boolean;
  mms: boolean;
  fax: boolean;
}

const nowhere = { locality: null, region: null, postalCode: null, latitude: null, longitude: null };
const plain = (prefix: string, digits: number): Range => ({ prefix, digits, ...nowhere });
function city(
  prefix: string,
  digits: number,
  [locality, region, postalCode, latitude, longitude]: [string, string, string, number, number],
): Range {
  return { prefix, digits, locality, region, postalCode, latitude, longitude };
}

export const COUNTRIES: Record<string, Country> = {
  US: {
    name: "United States",
    addressRequirements: "none",
    monthlyPrice: { local: "1.15", tollfree: "2.15" },
    ranges: {
      local: [
        city("+120255501", 2, ["Washington", "DC", "20001", 38.9, -77.02]),
        city("+121255501", 2, ["New York", "NY", "10001", 40.75, -73.99]),
        city("+131255501", 2, ["Chicago", "IL", "60601", 41.89, -87.62]),
        city("+141555501", 2, ["San Francisco", "CA", "94103", 37.77, -122.41]),
      ],
      tollfree: [plain("+180055501", 2), plain("+188855501", 2), plain("+183355501", 2)],
    },
  },
  CA: {
    name: "Canada",
    addressRequirements: "none",
    monthlyPrice: { local: "1.15", tollfree: "2.15" },
    ranges: {
      local: [
        city("+141655501", 2, ["Toronto", "ON", "M5H", 43.65, -79.38]),
        city("+160455501", 2, ["Vancouver", "BC", "V6B", 49.28, -123.11]),
      ],
      tollfree: [plain("+187755501", 2)],
    },
  },
  GB: {
    name: "United Kingdom",
    addressRequirements: "any",
    monthlyPrice: { local: "1.15", mobile: "1.15", tollfree: "2.15" },
    ranges: {
      local: [
        city("+4420794600", 2, ["London", "London", "SW1A", 51.5, -0.13]),
        city("+4416149600", 2, ["Manchester", "Manchester", "M1", 53.48, -2.24]),
      ],
      mobile: [plain("+4477009000", 2)],
      tollfree: [plain("+4480815700", 2)],
    },
  },
  DE: {
    name: "Germany",
    addressRequirements: "local",
    regulated: true,
    monthlyPrice: { local: "1.15", mobile: "15.00" },
    ranges: {
      local: [city("+493023125", 3, ["Berlin", "Berlin", "10115", 52.53, 13.38])],
      mobile: [plain("+491713920", 3)],
    },
  },
  FR: {
    name: "France",
    addressRequirements: "local",
    regulated: true,
    monthlyPrice: { local: "1.15", mobile: "10.00" },
    ranges: {
      local: [city("+331990012", 2, ["Paris", "Paris", "75001", 48.86, 2.34])],
      mobile: [plain("+336399812", 2)],
    },
  },
  AU: {
    name: "Australia",
    addressRequirements: "any",
    regulated: true,
    monthlyPrice: { local: "3.00", mobile: "6.50" },
    ranges: {
      local: [city("+612555012", 2, ["Sydney", "NSW", "2000", -33.87, 151.21])],
      mobile: [plain("+614915701", 2)],
    },
  },
};

/** All that is for sale in a country, of one kind; empty for a country or a kind that is not sold. */
export function numbersForSale(country: string, kind: NumberKind): ForSale[] {
  const sold = COUNTRIES[country];
  if (sold === undefined) return [];
  const { ranges, addressRequirements, regulated = false } = sold;
  return (ranges[kind] ?? []).flatMap(({ prefix, digits, ...place }) =>
    Array.from({ length: 10 ** digits }, (_, at) => ({
      phoneNumber: prefix + String(at).padStart(digits, "0"),
      kind,
      country,
      addressRequirements,
      regulated,
      capabilities: capabilitiesOf(country, kind),
      ...place,
    }))
  );
}

/** The number as it is sold; null when it is not. */
export function findForSale(phoneNumber: string): ForSale | null {
  for (const [code, { ranges }] of Object.entries(COUNTRIES)) {
    for (const kind of ["local", "mobile", "tollfree"] as const) {
      for (const { prefix, digits } of ranges[kind] ?? []) {
        if (!phoneNumber.startsWith(prefix)) continue;
        if (phoneNumber.length !== prefix.length + digits) continue;
        const found = numbersForSale(code, kind).find((one) => one.phoneNumber === phoneNumber);
        if (found !== undefined) return found;
      }
    }
  }
  return null;
}

/** Pictures in North America only, texts to mobile numbers and there (assumed). */
function capabilitiesOf(country: string, kind: NumberKind): Capabilities {
  const american = country === "US" || country === "CA";
  return { voice: true, sms: american || kind === "mobile", mms: american, fax: false };
}
