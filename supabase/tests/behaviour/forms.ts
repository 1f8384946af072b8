import type { Form, Webhook } from "./webhooks.ts";

/** When the recorded calls begin; every Timestamp is counted from here, in seconds. */
const began = Date.UTC(2026, 10, 22, 10, 0, 0);

function at(seconds: number): string {
  return new Date(began + seconds * 1000).toUTCString().replace("GMT", "+0000");
}

export function sid(n: number): string {
  return `CA${n.toString(16).padStart(32, "0")}`;
}

const app = { ApplicationSid: "AP5eed0000000000000000000000000001", ApiVersion: "2010-04-01" };

/** A browser connects with a ticket. */
export function browserCall(parent: string, identity: string, ticket: string): Webhook {
  return {
    kind: "voice",
    form: {
      ...app,
      CallSid: parent,
      CallStatus: "ringing",
      Direction: "inbound",
      From: `client:${identity}`,
      To: "",
      CallId: ticket,
    },
  };
}

/** Somebody outside calls one of our numbers. */
export function incomingCall(parent: string, from: string, to: string): Webhook {
  const form = { CallSid: parent, CallStatus: "ringing", Direction: "inbound", From: from, To: to };
  return { kind: "voice", form: { ...app, ...form } };
}

/** A status callback of a child, `seconds` after the beginning. */
export function child(
  call: { sid: string; parent: string; to: string },
  status: string,
  n: number,
  seconds: number,
  last: { talked?: number; sip?: number } = {},
): Webhook {
  const form: Form = {
    CallSid: call.sid,
    ParentCallSid: call.parent,
    Direction: "outbound-dial",
    From: "+493023125610",
    To: call.to,
    CallStatus: status,
    SequenceNumber: String(n),
    Timestamp: at(seconds),
    CallbackSource: "call-progress-events",
  };
  if (last.talked !== undefined) {
    form["CallDuration"] = String(last.talked);
    form["Duration"] = String(Math.ceil(last.talked / 60));
  }
  if (last.sip !== undefined) form["SipResponseCode"] = String(last.sip);
  return { kind: "status", form };
}

/** The one callback of the number or app: the parent is over. */
export function parentOver(parent: string, seconds: number, duration: number): Webhook {
  return {
    kind: "status",
    form: {
      CallSid: parent,
      CallStatus: "completed",
      Direction: "inbound",
      SequenceNumber: "0",
      Timestamp: at(seconds),
      CallDuration: String(duration),
      Duration: "1",
    },
  };
}

/** `<Dial action>`. */
export function dialOver(parent: string, callStatus: string, fields: Form): Webhook {
  return {
    kind: "action",
    form: { ...app, CallSid: parent, CallStatus: callStatus, Direction: "inbound", ...fields },
  };
}
