// One API request, parsed.

import type { Account } from "../accounts/resources.ts";
import { invalid } from "./answer.ts";
import type { Place } from "./places.ts";

export interface RestRequest extends Place {
  method: string;
  query: URLSearchParams;
  /** Fields of the body. */
  form: URLSearchParams;
  account: Account;
  /** The caller used an API key, which may not manage keys or accounts. */
  byKey: boolean;
}

/** A field as text; undefined when it was not sent. */
export function field(request: RestRequest, name: string): string | undefined {
  return request.form.get(name) ?? undefined;
}

/**
 * A field that must be there.
 * @throws {Refusal} 20001 when it is not
 */
export function needed(request: RestRequest, name: string): string {
  const value = field(request, name);
  if (value === undefined || value === "") throw invalid(20001, `${name} is required`);
  return value;
}

/** A field that switches something. */
export function flag(request: RestRequest, name: string): boolean | undefined {
  const value = field(request, name)?.toLowerCase();
  return value === undefined ? undefined : value === "true" || value === "1";
}

/**
 * A field of a closed set of words; undefined when it was not sent.
 * @throws {Refusal} with `code` for another word
 */
export function word<Word extends string>(
  request: RestRequest,
  name: string,
  words: readonly Word[],
  code = 20001,
): Word | undefined {
  const value = field(request, name);
  if (value === undefined) return undefined;
  const known = words.find((one) => one === value);
  if (known === undefined) throw invalid(code, `Invalid ${name}: ${value}`);
  return known;
}

/** A field that may be sent several times, or once with its words apart by spaces or commas. */
export function words(request: RestRequest, name: string): string[] {
  return request.form.getAll(name).flatMap((value) => value.split(/[\s,]+/))
    .filter((one) => one !== "");
}

/** GET or POST; other words and none are `fallback`. */
export function methodField(request: RestRequest, name: string, fallback: "GET" | "POST") {
  const value = field(request, name)?.toUpperCase();
  return value === "GET" || value === "POST" ? value : fallback;
}

/** A switch of the query; undefined when it was not sent. */
export function queryFlag(query: URLSearchParams, name: string): boolean | undefined {
  const value = query.get(name)?.toLowerCase();
  return value === undefined ? undefined : value === "true" || value === "1";
}
