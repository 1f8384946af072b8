// Everything that Twilio sends to the customer's server passes here: it is signed, sent, tried again, and written down.

import { randomUUID } from "node:crypto";
import { type Clock, delay } from "../clock.ts";
import type { Log } from "../log.ts";
import { type Faults, HELD_MS, type Travel } from "./faults.ts";
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
  /** Resolves when nothing is under way, nothing held back or delayed either. */
  idle(): Promise<void>;
  /** Resolves when no request waits for its answer, and none was begun by an answer that just came. */
  quiet(): Promise<void>;
  /** Sends at once what a fault holds back or delays. */
  flush(): void;
  /** Forgets the log and gives up what is under way. */
  clear(): void;
}

interface Sent {
  record: WebhookRecord;
  token: string;
}

/** The callbacks of one call: the last of those in order, and those held back by a fault. */
interface Queue {
  last: Promise<void>;
  held: Set<Held>;
  /** Copies that are not through. */
  works: number;
}

interface Held {
  /** Later callbacks that must still go before it. */
  left: number;
  /** Resolves when it has been sent. */
  go(): Promise<void>;
}

/** Fields by which a webhook belongs to a call, conference or recording. */
const NAMED = ["CallSid", "ParentCallSid", "ConferenceSid", "RecordingSid"];

/** Kept for `/_control/webhooks`; older ones are forgotten. */
const MOST_KEPT = 5000;

export function createWebhooks(options: { clock: Clock; faults: Faults; log: Log }): Webhooks {
  const { clock, faults, log } = options;
  let sent: Sent[] = [];
  let count = 0;
  const queues = new Map<string, Queue>();
  /** What was begun and is not through yet, and of that the requests that wait for an answer. */
  const underWay = new Set<Promise<unknown>>();
  const asking = new Set<Promise<unknown>>();
  let hurry = new AbortController();
  let abandon = new AbortController();

  function track<T>(work: Promise<T>, among = underWay): Promise<T> {
    const settled: Promise<unknown> = Promise.allSettled([work])
      .finally(() => among.delete(settled));
    among.add(settled);
    return work;
  }

  async function send(
    outgoing: Omit<Prepared, "overrides">,
    limitMs: number,
    signal: AbortSignal,
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
    const request = exchange({ url, method, form, headers }, clock, limitMs, signal);
    const outcome = await track(request, asking);
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
    const { signal } = abandon;
    const end = clock.now() + overrides.totalMs;
    for (let retried = 0;; retried++) {
      const { outcome } = await send(prepared, end - clock.now(), signal);
      const again = retried < overrides.retries && isRetried(overrides, outcome) &&
        clock.now() < end && !signal.aborted;
      if (!again) return outcome;
    }
  }

  /** Sends one copy of a callback after those before it, and then those that it was to overtake. */
  async function inTurn(prepared: Prepared, delayMs: number, queue: Queue): Promise<void> {
    const before = queue.last;
    const overtaken = Array.from(queue.held).filter((one) => --one.left === 0);
    if (delayMs > 0) await delay(clock, delayMs, hurry.signal);
    await before;
    await sendAll(prepared);
    for (const one of overtaken) await one.go();
  }

  /** Sends one copy when enough later ones have gone. */
  function held(prepared: Prepared, { delayMs, overtakenBy }: Travel, queue: Queue): Promise<void> {
    const gone = new AbortController();
    async function go(): Promise<void> {
      await delay(clock, HELD_MS, AbortSignal.any([gone.signal, hurry.signal]));
      queue.held.delete(one);
      if (delayMs > 0) await delay(clock, delayMs, hurry.signal);
      await sendAll(prepared);
    }
    const one: Held = {
      left: overtakenBy,
      go() {
        gone.abort();
        return sent;
      },
    };
    queue.held.add(one);
    const sent = go();
    return sent;
  }

  return {
    ask: (webhook) => track(sendAll(prepare(webhook, faults))),
    tell(webhook, name) {
      const copies = faults.callback(webhook.url, webhook.form);
      if (copies.length === 0) {
        log("callback dropped by a fault", { url: webhook.url });
        return;
      }
      const prepared = prepare(webhook, faults);
      const queue = queues.get(name) ?? { last: Promise.resolve(), held: new Set(), works: 0 };
      queues.set(name, queue);
      for (const copy of copies) {
        const inOrder = copy.overtakenBy === 0;
        const work = track(
          inOrder ? inTurn(prepared, copy.delayMs, queue) : held(prepared, copy, queue),
        );
        queue.works++;
        if (inOrder) queue.last = work;
        void work.finally(() => --queue.works === 0 && queues.delete(name));
      }
    },
    list: ({ sid, since }) =>
      sent.map(({ record }) => record).filter((record) =>
        (since === undefined || record.n > since) &&
        (sid === undefined || NAMED.some((name) => record.form[name] === sid))
      ),
    async repeat(n) {
      const old = sent.find(({ record }) => record.n === n);
      if (old === undefined) return null;
      const again = send(
        { ...old.record, token: old.token },
        readOverrides("").totalMs,
        abandon.signal,
      );
      return (await track(again)).record;
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async quiet() {
      do {
        await Promise.all(asking);
        await new Promise<void>((done) => setImmediate(done));
      } while (asking.size > 0);
    },
    flush() {
      hurry.abort();
      hurry = new AbortController();
    },
    clear() {
      abandon.abort();
      abandon = new AbortController();
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
  const form = faults.order(webhook.url, webhook.form);
  const [bare = "", fragment = ""] = webhook.url.split("#");
  const common = { form, token: randomUUID(), overrides: readOverrides(fragment) };
  if (webhook.method === "POST") {
    const signature = sign(webhook.authToken, bare, form);
    return { ...common, url: bare, method: "POST", signature };
  }
  const url = bare + (bare.includes("?") ? "&" : "?") + new URLSearchParams(form).toString();
  return { ...common, url, method: "GET", signature: sign(webhook.authToken, url, {}) };
}
