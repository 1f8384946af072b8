// User-defined messages between a browser in a call and the customer's server
// (https://www.twilio.com/docs/voice/sdks/call-message-events).

import type { Clock } from "../clock.ts";
import type { NewSid } from "../ids.ts";
import type { Method } from "../webhooks/request.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import type { Call } from "./call.ts";
import type { UserMessage } from "./party.ts";

/** Where the messages of a call's browser are told. */
export interface MessageSubscription {
  sid: string;
  callSid: string;
  createdAt: number;
}

export interface UserMessages {
  /** Sends what JSON holds to the call's browser; null when its far end is none, or gone. @returns the message's SID */
  send(call: Call, content: unknown): string | null;
  /** Tells each message of the call's browser to a URL until the call is over. */
  subscribe(call: Call, target: { url: string; method: Method }): MessageSubscription;
  /** False when the call has no such subscription. */
  unsubscribe(call: Call, sid: string): boolean;
}

export function createUserMessages(
  { webhooks, newSid, clock }: { webhooks: Webhooks; newSid: NewSid; clock: Clock },
): UserMessages {
  const stops = new WeakMap<Call, Map<string, () => void>>();
  const stopsOf = (call: Call) => stops.get(call) ?? new Map<string, () => void>();
  return {
    send(call, content) {
      const sid = newSid("KX");
      return call.sendMessage({ sid, content, contentType: "application/json" }) ? sid : null;
    },
    subscribe(call, { url, method }) {
      const sid = newSid("ZY");
      let sequence = 0;
      const stop = call.onMessage((message) => {
        const form = messageForm(call, message, ++sequence);
        webhooks.tell({ url, method, form, authToken: call.account.authToken }, call.sid);
      });
      stops.set(call, stopsOf(call).set(sid, stop));
      return { sid, callSid: call.sid, createdAt: clock.now() };
    },
    unsubscribe(call, sid) {
      stopsOf(call).get(sid)?.();
      return stopsOf(call).delete(sid);
    },
  };
}

/** The fields that the SDK's own tests ask for; AccountSid beside them is assumed. Numbered from 1. */
function messageForm(call: Call, { sid, content, contentType }: UserMessage, sequence: number) {
  return {
    AccountSid: call.account.sid,
    CallSid: call.sid,
    Sid: sid,
    Content: JSON.stringify(content),
    ContentType: contentType,
    SequenceNumber: String(sequence),
  };
}
