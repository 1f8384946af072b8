// One HTTP exchange as Twilio's webhooks make it.

import type { Clock } from "../clock.ts";
import type { Form } from "./signature.ts";

export type Method = "GET" | "POST";

/** What is sent; `url` has no fragment, and for a GET holds the fields already. */
export interface Outgoing {
  url: string;
  method: Method;
  form: Form;
  headers: Record<string, string>;
}

/** What came back, or why nothing did. */
export type Exchange =
  | { kind: "answer"; status: number; contentType: string; bytes: Uint8Array; url: string }
  /** No connection came about. */
  | { kind: "unreachable"; message: string }
  /** Connected, but no whole answer in time, or too many redirects. */
  | { kind: "failed"; message: string };

const MOST_REDIRECTS = 10;

/**
 * Sends one request and follows its redirects; 301, 302 and 303 lose the body, as Twilio's documentation warns.
 * @param limitMs how long it waits for the whole answer
 * @param giveUp stops it before that
 */
export async function exchange(
  outgoing: Outgoing,
  clock: Clock,
  limitMs: number,
  giveUp: AbortSignal,
): Promise<Exchange> {
  const abort = new AbortController();
  const signal = AbortSignal.any([abort.signal, giveUp]);
  const timer = clock.after(limitMs, () => abort.abort());
  let { url, method } = outgoing;
  let body = method === "POST" ? new URLSearchParams(outgoing.form).toString() : null;
  try {
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const { target, authorization } = withoutCredentials(url);
      const headers: Record<string, string> = { ...outgoing.headers, ...authorization };
      if (body !== null) {
        headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8";
      }
      const response = await fetch(target, {
        method,
        headers,
        body,
        redirect: "manual",
        signal,
      });
      const location = response.headers.get("location");
      if (response.status < 300 || response.status > 399 || location === null) {
        const bytes = new Uint8Array(await response.arrayBuffer());
        const contentType = response.headers.get("content-type") ?? "";
        return { kind: "answer", status: response.status, contentType, bytes, url };
      }
      await response.body?.cancel();
      url = new URL(location, url).href;
      if (response.status !== 307 && response.status !== 308) {
        method = "GET";
        body = null;
      }
    }
    return { kind: "failed", message: `more than ${MOST_REDIRECTS} redirects` };
  } catch (error) {
    if (giveUp.aborted) return { kind: "failed", message: "given up" };
    if (abort.signal.aborted) return { kind: "failed", message: "no answer in time" };
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return {
      kind: "unreachable",
      message: reason instanceof Error ? reason.message : String(reason),
    };
  } finally {
    timer.cancel();
  }
}

/** `fetch` refuses a URL with a user in it; Twilio sends it as Basic authorization. */
function withoutCredentials(url: string) {
  const target = new URL(url);
  const { username, password } = target;
  if (username === "") return { target, authorization: {} };
  target.username = "";
  target.password = "";
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = { Authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
  return { target, authorization };
}
