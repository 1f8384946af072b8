// Requests as Twilio sends them, signed by the official library; and the person's request for a token.
import { randomUUID } from "node:crypto";
import twilio from "twilio";
import type { Post } from "./post.ts";

export type Form = Record<string, string>;

export interface Account {
  accountSid: string;
  authToken: string;
  appSid: string;
  /** E.164, of the workspace. */
  number: string;
}

const FORM_TYPE = "application/x-www-form-urlencoded; charset=UTF-8";

export const newSid = (): string => `CA${randomUUID().replaceAll("-", "")}`;

export function signed(base: string, path: string, form: Form, account: Account): Post {
  const url = base + path;
  return {
    url,
    headers: {
      "content-type": FORM_TYPE,
      "x-twilio-signature": twilio.getExpectedTwilioSignature(account.authToken, url, form),
      "i-twilio-idempotency-token": randomUUID(),
    },
    body: new URLSearchParams(form).toString(),
  };
}

/** A call from outside, with the fields that Twilio sends. */
export function incomingCall(account: Account, callSid: string): Form {
  const from = "+442079460117";
  const to = account.number;
  return {
    AccountSid: account.accountSid,
    ApiVersion: "2010-04-01",
    ApplicationSid: account.appSid,
    CallSid: callSid,
    CallStatus: "ringing",
    CallToken: JSON.stringify({ parentCallInfoToken: randomUUID() }),
    Direction: "inbound",
    From: from,
    Caller: from,
    To: to,
    Called: to,
    FromCity: "",
    FromState: "",
    FromZip: "",
    FromCountry: "GB",
    ToCity: "Berlin",
    ToState: "",
    ToZip: "",
    ToCountry: "DE",
    StirVerstat: "TN-Validation-Passed-A",
  };
}

/** Where the document of a `<Dial>` has the callbacks of its legs sent: a path with its query. */
export function callbackPath(document: string, base: string): string {
  const [, address = ""] = / statusCallback="([^"#]+)/.exec(document) ?? [];
  if (!address.startsWith(base)) throw new Error(`Cannot call back: no address in ${document}`);
  return address.replaceAll("&amp;", "&").slice(base.length);
}

const STEPS = ["initiated", "ringing", "in-progress", "completed"];

/** The four callbacks of one agent's leg, from `initiated` to `completed`. */
export function legCallbacks(account: Account, parentSid: string, identity: string): Form[] {
  const callSid = newSid();
  return STEPS.map((status, index) => ({
    AccountSid: account.accountSid,
    ApiVersion: "2010-04-01",
    CallSid: callSid,
    ParentCallSid: parentSid,
    CallStatus: status,
    Direction: "outbound-dial",
    From: "+442079460117",
    Caller: "+442079460117",
    To: `client:${identity}`,
    Called: `client:${identity}`,
    Timestamp: new Date().toUTCString().replace("GMT", "+0000"),
    CallbackSource: "call-progress-events",
    SequenceNumber: String(index),
    ...(status === "completed" && { CallDuration: "42", Duration: "1", SipResponseCode: "200" }),
  }));
}
