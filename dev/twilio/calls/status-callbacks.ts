// Tells the customer's server how a call goes.

import { statusForm } from "../webhooks/forms.ts";
import type { Method } from "../webhooks/request.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import type { Call, CallChange } from "./call.ts";

export const STATUS_EVENTS = ["initiated", "ringing", "answered", "completed"] as const;
export type StatusEvent = (typeof STATUS_EVENTS)[number];

export interface Subscription {
  url: string;
  method: Method;
  events: ReadonlySet<StatusEvent>;
}

const EVENT: Record<CallChange, StatusEvent | null> = {
  initiated: "initiated",
  ringing: "ringing",
  answered: "answered",
  ended: "completed",
  released: null,
};

/**
 * Reports a leg (a `<Client>`, a `<Number>`, a call made by the API): the events that were asked for, numbered from 0.
 * That only reported events are numbered is assumed.
 */
export function reportLeg(call: Call, subscription: Subscription, webhooks: Webhooks): void {
  let sequence = 0;
  call.onChange((change) => {
    const event = EVENT[change];
    if (event === null || !subscription.events.has(event)) return;
    const form = statusForm(call, call.status, sequence++, "leg");
    const { url, method } = subscription;
    webhooks.tell({ url, method, form, authToken: call.account.authToken }, call.sid);
  });
}

/**
 * Reports an inbound call to its number's and its application's status callback: one `completed` each, one in all when
 * both are the same URL. That both are called is assumed (unverified which wins).
 */
export function reportLine(
  call: Call,
  lines: readonly { statusCallback: string; statusCallbackMethod: Method }[],
  webhooks: Webhooks,
): void {
  const targets = new Map(
    lines.filter((line) => line.statusCallback !== "")
      .map((line) => [line.statusCallback, line.statusCallbackMethod]),
  );
  if (targets.size === 0) return;
  call.onChange((change) => {
    if (change !== "ended") return;
    const form = statusForm(call, call.status, 0, "line");
    for (const [url, method] of targets) {
      webhooks.tell({ url, method, form, authToken: call.account.authToken }, call.sid);
    }
  });
}
