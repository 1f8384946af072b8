import * as v from "valibot";
import { Failure } from "../domain/failure.ts";

/** Who asks Twilio: an API key with its secret, or the account with its auth token. */
export interface Credentials {
  username: string;
  password: string;
}

/**
 * Sends one request to a resource of an account and returns Twilio's answer, unparsed.
 * @throws Failure `E-CREDENTIALS` when Twilio does not know the key or token (20003), `E-TWILIO`
 * for every other refusal and when there is no answer
 */
export type TwilioRest = (request: {
  method: "POST" | "DELETE";
  accountSid: string;
  /** Below `/2010-04-01/Accounts/<accountSid>/`, without `.json`. */
  resource: string;
  credentials: Credentials;
  form?: readonly (readonly [string, string])[];
}) => Promise<unknown>;

/** Longer than Twilio takes, shorter than a person waits. */
const timeoutMs = 10_000;

const RefusalSchema = v.pipe(v.string(), v.parseJson(), v.object({ code: v.number() }));

/**
 * Twilio's REST API by plain `fetch`: two resources are used, and the library's client costs 90 ms
 * and more of a cold start (docs/decisions/functions-and-the-twilio-library.md).
 */
export function connectTwilio(
  { twilioApiUrl, fetch = globalThis.fetch }: {
    twilioApiUrl: string;
    fetch?: typeof globalThis.fetch;
  },
): TwilioRest {
  return async ({ method, accountSid, resource, credentials, form = [] }) => {
    const url = `${twilioApiUrl}/2010-04-01/Accounts/${accountSid}/${resource}.json`;
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
    if (!response.ok) throw refusal(response.status, text);
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

/** Twilio's message is left out: it can quote the request. Its code is documented. */
function refusal(status: number, body: string): Failure {
  const parsed = v.safeParse(RefusalSchema, body);
  const detail = parsed.success ? { twilioCode: parsed.output.code } : {};
  return new Failure(
    status === 401 ? "E-CREDENTIALS" : "E-TWILIO",
    detail,
    new Error(`Twilio answers ${status}${parsed.success ? `, code ${parsed.output.code}` : ""}`),
  );
}
