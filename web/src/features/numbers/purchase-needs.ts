import type {
  Offer,
  Requirements,
} from "../../../../supabase/functions/_shared/contracts/numbers.ts";

/** The account's addresses that fit what is asked of the number's buyer. */
export function fittingAddresses(
  { addressNeed }: Offer,
  { addresses }: Requirements,
  country: string,
): Requirements["addresses"] {
  switch (addressNeed) {
    case "local":
      return addresses.filter((address) => address.country === country);
    case "foreign":
      return addresses.filter((address) => address.country !== country);
    default:
      return addresses;
  }
}

/** What still has to be chosen before the number can be bought; null: nothing. */
export function lackingChoice(
  offer: Offer,
  requirements: Requirements,
  chosen: { addressSid: string; bundleSid: string },
): "address" | "bundle" | null {
  if (offer.addressNeed !== "none" && chosen.addressSid === "") return "address";
  if (requirements.needsBundle && chosen.bundleSid === "") return "bundle";
  return null;
}
