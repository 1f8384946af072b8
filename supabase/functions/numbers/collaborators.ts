import type { NumberKind, Offer, Price } from "../_shared/contracts/numbers.ts";
import { type Admin, type Connection, readConnection } from "../_shared/data/connection.ts";
import type { Database } from "../_shared/data/database.ts";
import {
  lookAtNumber,
  type NumberLook,
  type NumberUse,
  removeNumber,
  takeNumber,
} from "../_shared/data/numbers.ts";
import { takenAccount } from "../_shared/domain/either_token.ts";
import { type Account, type AccountFacts, fetchAccount } from "../_shared/twilio/account.ts";
import {
  findNumber,
  type IncomingNumber,
  listNumbers,
} from "../_shared/twilio/incoming_numbers.ts";
import { buyNumber, type NumberOrder, releaseNumber } from "../_shared/twilio/number_orders.ts";
import { fetchNumberPrices } from "../_shared/twilio/number_prices.ts";
import { listCountries, searchOffers } from "../_shared/twilio/offers.ts";
import {
  listAddresses,
  listApprovedBundles,
  listRegulations,
} from "../_shared/twilio/regulatory.ts";
import type { TwilioRest } from "../_shared/twilio/rest.ts";

/** What is stored for the workspace, and the changes that an admin of it may make. */
export interface NumbersStore {
  read: () => Promise<Connection>;
  look: (number: string) => Promise<NumberLook>;
  take: (
    taken: {
      accountSid: string;
      sid: string;
      number: string;
      friendlyName: string;
      uses: readonly NumberUse[];
    },
  ) => Promise<void>;
  remove: (
    removed: { number: string; outcome: "released" | "gone" | "put_away" },
  ) => Promise<void>;
}

/** A country and kind, and what the number shall look like. */
export interface Wish {
  country: string;
  kind: NumberKind;
  areaCode?: string | undefined;
  contains?: string | undefined;
}

/** What is asked of Twilio, always as the account itself. */
export interface NumbersTwilio {
  fetchAccount: (account: Account) => Promise<AccountFacts>;
  listNumbers: (account: Account) => Promise<IncomingNumber[]>;
  find: (account: Account, number: string) => Promise<IncomingNumber | null>;
  prices: (account: Account, country: string) => Promise<Map<NumberKind, Price>>;
  countries: (account: Account) => Promise<{ code: string; kinds: NumberKind[] }[]>;
  search: (account: Account, wish: Wish) => Promise<Offer[]>;
  regulations: (
    account: Account,
    place: { country: string; kind: NumberKind },
  ) => Promise<string[]>;
  bundles: (
    account: Account,
    regulationSids: readonly string[],
  ) => Promise<{ sid: string; name: string }[]>;
  addresses: (account: Account) => Promise<{ sid: string; name: string; country: string }[]>;
  buy: (account: Account, order: NumberOrder) => Promise<string>;
  /** False: there was none any more. */
  release: (account: Account, sid: string) => Promise<boolean>;
}

/** Everything that an action works with. */
export interface NumbersBench {
  /** Where Twilio reaches our functions, without a slash at its end. */
  publicUrl: string;
  store: NumbersStore;
  twilio: NumbersTwilio;
}

export function storeOf(database: Database, admin: Admin): NumbersStore {
  return {
    read: () => readConnection(database, admin),
    look: (number) => lookAtNumber(database, admin, number),
    take: (taken) => takeNumber(database, admin, taken),
    remove: (removed) => removeNumber(database, admin, removed),
  };
}

export function twilioOf(rest: TwilioRest): NumbersTwilio {
  return {
    fetchAccount: (account) => fetchAccount(rest, account),
    listNumbers: (account) => listNumbers(rest, account),
    find: (account, number) => findNumber(rest, account, number),
    prices: (account, country) => fetchNumberPrices(rest, account, country),
    countries: (account) => listCountries(rest, account),
    search: (account, wish) => searchOffers(rest, account, wish),
    regulations: (account, place) => listRegulations(rest, account, place),
    bundles: (account, regulationSids) => listApprovedBundles(rest, account, regulationSids),
    addresses: (account) => listAddresses(rest, account),
    buy: (account, order) => buyNumber(rest, account, order),
    release: (account, sid) => releaseNumber(rest, account, sid),
  };
}

/**
 * The stored account. While its token is rotated there are two, and Twilio is asked which it takes.
 * @throws Failure `E-CONFIG` that names what is lacking
 */
export function accountOf(
  { twilio }: Pick<NumbersBench, "twilio">,
  stored: Connection,
): Promise<Account> {
  return takenAccount(stored, (account) => twilio.fetchAccount(account));
}
