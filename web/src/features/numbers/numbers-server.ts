import type * as v from "valibot";
import {
  BringInStepSchema,
  type Released,
  ReleasedSchema,
} from "../../../../supabase/functions/_shared/contracts/connection.ts";
import {
  type AccountNumbers,
  AccountNumbersSchema,
  type Bought,
  BoughtSchema,
  type Countries,
  CountriesSchema,
  type NumberKind,
  type NumberRemoved,
  NumberRemovedSchema,
  type Requirements,
  RequirementsSchema,
  type SearchAnswer,
  SearchSchema,
} from "../../../../supabase/functions/_shared/contracts/numbers.ts";
import { callFunction, type FunctionClient } from "../../shared/functions.ts";
import type { Result } from "../../shared/problem.ts";
import type { Use } from "./numbers-table.ts";

/** A country and kind, and what the number shall look like. */
export interface Wish {
  country: string;
  kind: NumberKind;
  areaCode?: string;
  contains?: string;
}

export interface Order {
  number: string;
  friendlyName: string;
  addressSid?: string;
  bundleSid?: string;
  uses: readonly ({ agentId: number } & Use)[];
}

/** What only Twilio knows or does, asked through our functions. */
export interface NumbersServer {
  account: () => Promise<Result<AccountNumbers>>;
  countries: () => Promise<Result<Countries>>;
  search: (wish: Wish) => Promise<Result<SearchAnswer>>;
  requirements: (place: { country: string; kind: NumberKind }) => Promise<Result<Requirements>>;
  buy: (order: Order) => Promise<Result<Bought>>;
  release: (number: string) => Promise<Result<NumberRemoved>>;
  putAway: (number: string) => Promise<Result<NumberRemoved>>;
  /** Points a number of the account here and takes it in. */
  bringIn: (sid: string) => Promise<Result<{ number: string }>>;
  /** Gives a number back to what answered it before. */
  giveBack: (sid: string) => Promise<Result<Released>>;
}

export function numbersServer(client: FunctionClient, workspaceId: number): NumbersServer {
  const ask = <const S extends v.GenericSchema>(
    action: string,
    schema: S,
    more: Readonly<Record<string, unknown>> = {},
  ) => callFunction(client, "numbers", { action, workspaceId, ...more }, schema);
  const step = <const S extends v.GenericSchema>(action: string, schema: S, numberSid: string) =>
    callFunction(client, "connection", { action, workspaceId, numberSid }, schema);
  return {
    account: () => ask("account", AccountNumbersSchema),
    countries: () => ask("countries", CountriesSchema),
    search: (wish) => ask("search", SearchSchema, { ...wish }),
    requirements: (place) => ask("requirements", RequirementsSchema, place),
    buy: (order) => ask("buy", BoughtSchema, { ...order }),
    release: (number) => ask("release", NumberRemovedSchema, { number }),
    putAway: (number) => ask("put-away", NumberRemovedSchema, { number }),
    bringIn: (sid) => step("bring-in", BringInStepSchema, sid),
    giveBack: (sid) => step("release", ReleasedSchema, sid),
  };
}
