import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { publicUrl } from "./stack.ts";
import { randomSid, type Workspace } from "./people.ts";

export type Form = Record<string, string>;

/** Posts a webhook as Twilio does: the official library signs it with the workspace's token. */
export function postSigned(
  path: string,
  form: Form,
  { authToken }: { authToken: string },
): Promise<Response> {
  const signature = getExpectedTwilioSignature(authToken, publicUrl + path, form);
  return postWebhook(path, form, { "x-twilio-signature": signature });
}

export function postWebhook(
  path: string,
  form: Form,
  headers: Record<string, string>,
): Promise<Response> {
  return fetch(publicUrl + path, { method: "POST", body: new URLSearchParams(form), headers });
}

/** Where the document of a `<Dial>` has its end, or the callbacks of its legs, sent: a path with its query. */
export function addressIn(document: string, attribute: "action" | "statusCallback"): string {
  const [, address = ""] = new RegExp(` ${attribute}="([^"#]+)`).exec(document) ?? [];
  return address.replaceAll("&amp;", "&").slice(publicUrl.length);
}

/** A call from outside to the workspace's number. */
export function incomingCall({ accountSid, appSid, number }: Workspace, form: Form = {}): Form {
  return {
    AccountSid: accountSid,
    ApiVersion: "2010-04-01",
    ApplicationSid: appSid,
    CallSid: randomSid("CA"),
    CallStatus: "ringing",
    Direction: "inbound",
    From: "+493023125699",
    Caller: "+493023125699",
    To: number,
    Called: number,
    ...form,
  };
}

/** A call that a browser starts with a ticket. */
export function browserCall(
  { accountSid, appSid }: Workspace,
  identity: string,
  form: Form,
): Form {
  return {
    AccountSid: accountSid,
    ApiVersion: "2010-04-01",
    ApplicationSid: appSid,
    CallSid: randomSid("CA"),
    CallStatus: "ringing",
    Direction: "inbound",
    From: `client:${identity}`,
    Caller: `client:${identity}`,
    To: "",
    Called: "",
    ...form,
  };
}

/** A status callback of the leg that a `<Dial>` made for a call. */
export function legStatus(
  parent: Form,
  leg: { sid: string; to: string; status: string; n: number },
  form: Form = {},
): Form {
  return {
    AccountSid: parent["AccountSid"] ?? "",
    ApiVersion: "2010-04-01",
    CallSid: leg.sid,
    ParentCallSid: parent["CallSid"] ?? "",
    CallStatus: leg.status,
    Direction: "outbound-dial",
    From: parent["From"] ?? "",
    To: leg.to,
    Timestamp: new Date().toUTCString().replace("GMT", "+0000"),
    CallbackSource: "call-progress-events",
    SequenceNumber: String(leg.n),
    ...form,
  };
}
