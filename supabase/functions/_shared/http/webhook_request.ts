import * as v from "valibot";
import { SidSchema } from "../contracts/fields.ts";
import type { Webhook } from "../data/webhook.ts";
import { Failure } from "../domain/failure.ts";
import { filledFields, single, toRecord } from "../domain/form.ts";
import { signedStrings } from "../domain/signed_strings.ts";
import { contentType, readForm, readQuery } from "./body.ts";

/**
 * Reads a webhook as far as that goes without the database, which alone can tell whether Twilio
 * sent it.
 * @param path the function's public path, such as `/inbound/action`; what the gateway passed on is
 * not asked, since Twilio signed the public one
 * @throws Failure `E-METHOD`, `E-SIGNATURE`, `E-TYPE`, `E-SIZE` or `E-BODY`
 */
export async function readWebhook(
  request: Request,
  { kind, path, publicUrl }: { kind: Webhook["kind"]; path: string; publicUrl: string },
): Promise<Webhook> {
  if (request.method !== "POST") throw new Failure("E-METHOD");
  if (contentType(request) !== "application/x-www-form-urlencoded") throw new Failure("E-TYPE");
  const signature = request.headers.get("x-twilio-signature");
  if (!signature) throw new Failure("E-SIGNATURE");
  const form = await readForm(request);
  const accountSid = v.safeParse(SidSchema("AC"), single(form, "AccountSid"));
  if (!accountSid.success) throw new Failure("E-SIGNATURE");

  const query = rawQuery(request.url);
  return {
    kind,
    accountSid: accountSid.output,
    signature,
    signed: signedStrings(publicUrl + path + query, form),
    form: toRecord(filledFields(form)),
    query: toRecord(filledFields(readQuery(query))),
    idempotencyToken: request.headers.get("i-twilio-idempotency-token"),
  };
}

/** With its question mark, and unchanged: `new URL()` would escape some of what Twilio signed. */
function rawQuery(url: string): string {
  const start = url.indexOf("?");
  return start === -1 ? "" : url.slice(start);
}
