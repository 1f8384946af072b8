import * as v from "valibot";
import type { Credentials } from "../domain/credentials.ts";
import { Failure } from "../domain/failure.ts";
import { maskNumbers } from "../domain/mask.ts";

/** Products with a host of their own. */
export type Product =
  | "routes"
  | "voice"
  | "monitor"
  | "trusthub"
  | "trunking"
  | "pricing"
  | "numbers";

/**
 * Sends one request to a resource of an account and returns Twilio's answer, unparsed.
 * @throws Failure `E-CREDENTIALS` when Twilio does not know the key or token (20003), `E-TWILIO`
 * for every other refusal and when there is no answer
 */
export type TwilioRest = (request: {
  method: "GET" | "POST" | "DELETE";
  accountSid: string;
  /** Below `/2010-04-01/Accounts/<accountSid>/`, without `.json`; "" is the account itself. */
  resource: string;
  /** Another product of Twilio's, `<product>.twilio.com`: `resource` is the path from its root then. */
  product?: Product;
  credentials: Credentials;
  query?: Readonly<Record<string, string>>;
  form?: readonly (readonly [string, string])[];
}) => Promise<unknown>;

/** Longer than Twilio takes, shorter than a person waits. */
const timeoutMs = 10_000;

const RefusalSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ code: v.number(), message: v.optional(v.string(), "") }),
);

/**
 * Twilio's REST API by plain `fetch`: a few resources are used, and the library's client costs 90 ms
 * and more of a cold start (docs/decisions/functions-and-the-twilio-library.md).
 * @param quoteTwilio failures carry Twilio's own words, too; for an admin, who can act on them
 */
export function connectTwilio(
  { twilioApiUrl, quoteTwilio = false, fetch = globalThis.fetch }: {
    twilioApiUrl: string;
    quoteTwilio?: boolean;
    fetch?: typeof globalThis.fetch;
  },
): TwilioRest {
  return async ({ method, accountSid, resource, product, credentials, query = {}, form = [] }) => {
    const path = product === undefined
      ? `${twilioApiUrl}/2010-04-01/Accounts/${accountSid}${resource && "/"}${resource}.json`
      : `${productUrl(twilioApiUrl, product)}/${resource}`;
    const search = new URLSearchParams(query).toString();
    const url = search === "" ? path : `${path}?${search}`;
    const body = new URLSearchParams(form.map(([name, value]): [string, string] => [name, value]));
    const response = await answer(() =>
      fetch(url, {
        method,
        headers: {
          authorization: `Basic ${btoa(`${credentials.username}:${credentials.password}`)}`,
        },
        ...(method === "POST" ? { body } : {}),
        signal: AbortSignal.timeout(timeoutMs),
      })
    );
    const text = await answer(() => response.text());
    if (!response.ok) throw refusal(response.status, text, quoteTwilio);
    return text === "" ? null : parseJson(text);
  };
}

async function answer<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new Failure("E-TWILIO", {}, error);
  }
}

/** `JSON.parse` quotes what it cannot read, and the answer to a new key holds its secret. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure("E-TWILIO", {}, new Error("Twilio answers no JSON"));
  }
}

/** `routes.twilio.com` beside `api.twilio.com`; behind a base URL of one's own, below its path. */
function productUrl(twilioApiUrl: string, product: string): string {
  const url = new URL(twilioApiUrl);
  return url.hostname === "api.twilio.com"
    ? `https://${product}.twilio.com`
    : `${twilioApiUrl}/${product}.twilio.com`;
}

/** Whether Twilio refused because there is no such thing. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Failure && error.detail.twilioCode === 20404;
}

/** Twilio's message is left out unless asked for: it can quote the request. Its code is documented. */
function refusal(status: number, body: string, quoteTwilio: boolean): Failure {
  const parsed = v.safeParse(RefusalSchema, body);
  const detail = parsed.success
    ? {
      twilioCode: parsed.output.code,
      ...(quoteTwilio ? { twilioMessage: maskNumbers(parsed.output.message) } : {}),
    }
    : {};
  return new Failure(
    status === 401 ? "E-CREDENTIALS" : "E-TWILIO",
    detail,
    new Error(`Twilio answers ${status}${parsed.success ? `, code ${parsed.output.code}` : ""}`),
  );
}
