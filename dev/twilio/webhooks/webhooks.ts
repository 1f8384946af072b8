// Everything that Twilio sends to the customer's server passes here: it is signed, sent, tried again, and written down.

import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Faults, Travel } from "./faults.ts";
import { isRetried, type Overrides, readOverrides } from "./overrides.ts";
import { type Exchange, exchange, type Method } from "./request.ts";
import { type Form, sign } from "./signature.ts";

export interface Webhook {
  url: string;
  method: Method;
  form: Form;
  /** The account's primary auth token. */
  authToken: string;
}

/** One line of the log, in the shape of `GET /_control/webhooks`. */
interface WebhookRecord {
  n: number;
  /** ISO 8601. */
  at: string;
  url: string;
  method: Method;
  form: Form;
  signature: string;
  /** HTTP status; null while it is under way and when nothing came back. */
  status: number | null;
  /** The answer's text, or the reason why there is none. */
  answer: string;
  ms: number | null;
}

export interface Webhooks {
  /** Asks for an answer (TwiML, a sound file) and waits for it. Never touched by faults but the order of fields. */
  ask(webhook: Webhook): Promise<Exchange>;
  /** Sends a status callback. Those of one `queue` go one after the other unless faults say otherwise. */
  tell(webhook: Webhook, queue: string): void;
  list(filter: { sid?: string | undefined; since?: number | undefined }): WebhookRecord[];
  /** Sends an old webhook once more, byte for byte; null when there is none. */
  repeat(n: number): Promise<WebhookRecord | null>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Forgets the log; what is under way still arrives. */
  clear(): void;
}

interface Sent {
  record: WebhookRecord;
  token: string;
}

/** Kept for `/_control/webhooks`; older ones are forgotten. */
const MOST_KEPT = 5000;

export function createWebhooks(options: { clock: Clock; faults: Faults; log: Log }): Webhooks {
  const { clock, faults, log } = options;
  let sent: Sent[] = [];
  let count = 0;
  const queues = new Map<string, Promise<void>>();
  const underWay = new Set<Promise<unknown>>();

  function track<T>(work: Promise<T>): Promise<T> {
    const settled: Promise<unknown> = Promise.allSettled([work])
      .finally(() => underWay.delete(settled));
    underWay.add(settled);
    return work;
  }

  async function send(
    outgoing: Omit<Prepared, "overrides">,
    limitMs: number,
  ): Promise<{ record: WebhookRecord; outcome: Exchange }> {
    const began = clock.now();
    const { url, method, form, signature, token } = outgoing;
    const record: WebhookRecord = {
      n: ++count,
      at: new Date(began).toISOString(),
      url,
      method,
      form,
      signature,
      status: null,
      answer: "",
      ms: null,
    };
    sent.push({ record, token });
    if (sent.length > MOST_KEPT) sent = sent.slice(-MOST_KEPT);
    const headers = {
      "X-Twilio-Signature": signature,
      "I-Twilio-Idempotency-Token": token,
      "User-Agent": "TwilioProxy/1.1",
      Accept: "*/*",
    };
    const outcome = await exchange({ url, method, form, headers }, clock, limitMs);
    record.ms = clock.now() - began;
    record.status = outcome.kind === "answer" ? outcome.status : null;
    record.answer = outcome.kind === "answer"
      ? new TextDecoder().decode(outcome.bytes.subarray(0, 64_000))
      : outcome.message;
    if (record.status === null || record.status >= 400) {
      log("webhook failed", { n: record.n, url, status: record.status });
    }
    return { record, outcome };
  }

  /** Sends it, and again as its overrides say (by default once more when no connection came about). */
  async function sendAll(prepared: Prepared): Promise<Exchange> {
    const { overrides } = prepared;
    const end = clock.now() + overrides.totalMs;
    for (let retried = 0;; retried++) {
      const { outcome } = await send(prepared, end - clock.now());
      const again = retried < overrides.retries && isRetried(overrides, outcome) &&
        clock.now() < end;
      if (!again) return outcome;
    }
  }

  async function travelled(prepared: Prepared, travel: Travel, before: Promise<void>) {
    await new Promise<void>((resolve) => {
      if (travel.delayMs === 0) resolve();
      else clock.after(travel.delayMs, resolve);
    });
    if (!travel.unordered) await before;
    for (let copy = 0; copy < travel.copies; copy++) await sendAll(prepared);
  }

  return {
    ask: (webhook) => track(sendAll(prepare(webhook, faults))),
    tell(webhook, queue) {
      const travel = faults.callback();
      if (travel.copies === 0) {
        log("callback dropped by a fault", { url: webhook.url });
        return;
      }
      const prepared = prepare(webhook, faults);
      const before = queues.get(queue) ?? Promise.resolve();
      const work = track(travelled(prepared, travel, before));
      if (travel.unordered) return;
      queues.set(queue, work);
      void work.finally(() => queues.get(queue) === work && queues.delete(queue));
    },
    list: ({ sid, since }) =>
      sent.map(({ record }) => record).filter((record) =>
        (since === undefined || record.n > since) &&
        (sid === undefined || record.form["CallSid"] === sid ||
          record.form["ParentCallSid"] === sid)
      ),
    async repeat(n) {
      const old = sent.find(({ record }) => record.n === n);
      if (old === undefined) return null;
      const again = send({ ...old.record, token: old.token }, readOverrides("").totalMs);
      return (await track(again)).record;
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    clear() {
      sent = [];
      count = 0;
    },
  };
}

interface Prepared {
  url: string;
  method: Method;
  form: Form;
  signature: string;
  token: string;
  overrides: Overrides;
}

/** A fragment (connection overrides) is for Twilio itself: never sent, never signed. */
function prepare(webhook: Webhook, faults: Faults): Prepared {
  const form = faults.order(webhook.form);
  const [bare = "", fragment = ""] = webhook.url.split("#");
  const common = { form, token: randomUUID(), overrides: readOverrides(fragment) };
  if (webhook.method === "POST") {
    const signature = sign(webhook.authToken, bare, form);
    return { ...common, url: bare, method: "POST", signature };
  }
  const url = bare + (bare.includes("?") ? "&" : "?") + new URLSearchParams(form).toString();
  return { ...common, url, method: "GET", signature: sign(webhook.authToken, url, {}) };
}
