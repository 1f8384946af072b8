// One API request, parsed.

import type { Account } from "../accounts/resources.ts";

export interface RestRequest {
  method: string;
  /** Path without the query, as it came. */
  path: string;
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

/** A field that switches something. */
export function flag(request: RestRequest, name: string): boolean | undefined {
  const value = field(request, name)?.toLowerCase();
  return value === undefined ? undefined : value === "true" || value === "1";
}

/** GET or POST; other words and none are `fallback`. */
export function methodField(request: RestRequest, name: string, fallback: "GET" | "POST") {
  const value = field(request, name)?.toUpperCase();
  return value === "GET" || value === "POST" ? value : fallback;
}
