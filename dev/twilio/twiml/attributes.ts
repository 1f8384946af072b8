// Attribute values as TwiML writes them.

import type { Method } from "../webhooks/request.ts";

/** A whole number of at least `least`; anything else is the default, as Twilio does. */
export function wholeNumber(value: string | undefined, fallback: number, least = 0): number {
  if (value === undefined || !/^\d{1,9}$/.test(value.trim())) return fallback;
  const number = Number(value);
  return number < least ? fallback : number;
}

export function isTrue(value: string | undefined): boolean {
  return value?.trim().toLowerCase() === "true";
}

/** POST unless it says GET. */
export function methodOf(value: string | undefined): Method {
  return value?.trim().toUpperCase() === "GET" ? "GET" : "POST";
}

/** A URL, relative to the document that names it; null when it is none. */
export function resolveUrl(value: string | undefined, base: string): string | null {
  if (value === undefined) return null;
  try {
    const url = base === "" ? new URL(value.trim()) : new URL(value.trim(), base);
    if (url.protocol !== "http:" && url.protocol !== "https:") return null;
    // An absolute URL is signed exactly as it was written.
    return /^https?:/i.test(value.trim()) ? value.trim() : url.href;
  } catch {
    return null;
  }
}
