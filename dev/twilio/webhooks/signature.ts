// X-Twilio-Signature, as https://www.twilio.com/docs/usage/security#validating-requests describes it.

import { createHmac } from "node:crypto";

/** The fields of a webhook, in the order in which they are sent. */
export type Form = Record<string, string>;

/**
 * Signs a webhook.
 * @param url exactly as configured, with its query string, without its fragment
 * @param form the fields of a POST; empty for a GET, whose fields are part of the URL
 */
export function sign(authToken: string, url: string, form: Form): string {
  const signed = Object.keys(form).sort().reduce((text, name) => text + name + form[name], url);
  return createHmac("sha1", authToken).update(signed, "utf8").digest("base64");
}
