// An engine on a clock that stands still, with a customer's server in memory: no sockets, no waiting.

import { createAccounts } from "../accounts/accounts.ts";
import { createTicker } from "../audio/ticker.ts";
import { type Call } from "../calls/call.ts";
import { createEngine, type Engine } from "../calls/engine.ts";
import type { ClientCall, Clients, Device } from "../calls/party.ts";
import { type Chosen, createChoices } from "../choices.ts";
import { type ManualClock, manualClock } from "../clock.ts";
import type { Behaviour } from "../phones/behaviour.ts";
import { silentLog } from "../log.ts";
import { createSpeaker } from "../speech/speaker.ts";
import { createPhones, type Phones } from "../phones/phones.ts";
import { createFarEnd, type FarEnd } from "../phones/scripted-far-end.ts";
import { silence } from "../audio/sources.ts";
import type { Form } from "../webhooks/signature.ts";
import type { Webhook, Webhooks } from "../webhooks/webhooks.ts";
import { ACCOUNT_SID, APP_SID, OUR_NUMBER, testAccount, THEIR_NUMBER } from "./accounts.ts";

/** The customer's server; `https` since nothing listens there. */
export const CUSTOMER = "https://customer.test";

export interface Bench {
  clock: ManualClock;
  engine: Engine;
  phones: Phones;
  choices: Chosen;
  clients: Clients;
  /** TwiML by path; what is missing answers 404. */
  answers: Record<string, string | ((form: Record<string, string>) => string)>;
  /** Content types by path; `text/xml` where none is named. */
  types: Record<string, string>;
  /** What was asked for TwiML or sounds, and what was told as a callback. */
  asked: Webhook[];
  told: Webhook[];
  log: string[];
  /** A call from an outside telephone to our number. */
  callIn(from?: string, to?: string): { call: Call; phone: FarEnd };
  /** A call from a browser without media. */
  connect(identity: string, params?: Record<string, string>): { call: Call; browser: FarEnd };
  /** A registered browser; `rung` grows with each call that rings it. */
  register(identity: string): { rung: { call: ClientCall; farEnd: FarEnd }[]; leave: () => void };
  /** The newest leg to an address. */
  leg(to: string): Call;
  behave(number: string, behaviour: Behaviour): void;
}

export function createBench(): Bench {
  const clock = manualClock();
  const fail = (error: unknown) => {
    throw error;
  };
  const ticker = createTicker(clock, fail);
  const accounts = createAccounts({ configs: [testAccount(CUSTOMER)], clock });
  const asked: Webhook[] = [];
  const told: Webhook[] = [];
  const log: string[] = [];
  const answers: Bench["answers"] = {};
  const types: Bench["types"] = {};
  const webhooks: Webhooks = {
    ask(webhook) {
      asked.push(webhook);
      const { pathname } = new URL(webhook.url);
      const answer = answers[pathname];
      const text = typeof answer === "function" ? answer(webhook.form) : answer;
      return Promise.resolve({
        kind: "answer",
        status: text === undefined ? 404 : 200,
        contentType: types[pathname] ?? "text/xml",
        bytes: new TextEncoder().encode(text ?? ""),
        url: webhook.url,
      });
    },
    tell: (webhook) => void told.push(webhook),
    list: () => [],
    repeat: () => Promise.resolve(null),
    idle: () => Promise.resolve(),
    quiet: () => Promise.resolve(),
    flush: () => {},
    clear: () => {},
  };
  const devices = new Map<string, Set<Device>>();
  const clients: Clients = {
    ring: (call) => [...devices.get(call.identity) ?? []].map((device) => device.ring(call)),
    register(_account, identity, device) {
      const group = devices.get(identity) ?? new Set();
      devices.set(identity, group.add(device));
      return () => void group.delete(device);
    },
    verify: () => ({ error: { code: 20101, message: "no tokens at the bench" } }),
  };
  const speaker = createSpeaker(null, silentLog);
  const phones = createPhones({ clock, ticker, speaker, page: () => null });
  const choices = createChoices();
  let sids = 0;
  const engine = createEngine({
    accounts,
    clients,
    telephone: (number, from) => phones.called(number, from),
    webhooks,
    clock,
    ticker,
    choices,
    newSid: (prefix) => prefix + String(++sids).padStart(32, "0"),
    log: (event, fields) => log.push(`${event} ${JSON.stringify(fields)}`),
  });
  const farEnd = (address: string) => createFarEnd({ address, ticker, speech: () => silence() });
  const known = (result: ReturnType<Engine["outsideCalls"]>): Call => {
    const call = "callSid" in result ? engine.calls.get(result.callSid) : null;
    if (call === null) throw new Error(`no call: ${JSON.stringify(result)}`);
    return call;
  };
  return {
    clock,
    engine,
    phones,
    choices,
    clients,
    answers,
    types,
    asked,
    told,
    log,
    callIn(from = THEIR_NUMBER, to = OUR_NUMBER) {
      const phone = farEnd(from);
      return { phone, call: known(engine.outsideCalls({ from, to, party: phone.party })) };
    },
    connect(identity, params = {}) {
      const browser = farEnd(`client:${identity}`);
      const order = { accountSid: ACCOUNT_SID, appSid: APP_SID, identity, params };
      return { browser, call: known(engine.clientCalls({ ...order, party: browser.party })) };
    },
    register(identity) {
      const rung: { call: ClientCall; farEnd: FarEnd }[] = [];
      const leave = clients.register(ACCOUNT_SID, identity, {
        ring(call) {
          const one = farEnd(`client:${identity}`);
          rung.push({ call, farEnd: one });
          return one.party;
        },
      });
      return { rung, leave };
    },
    leg(to) {
      const leg = engine.calls.all().toReversed().find((call) =>
        call.to === to && call.parent !== null
      );
      if (leg === undefined) throw new Error(`no leg to ${to}`);
      return leg;
    },
    behave: (number, behaviour) => phones.set(number, behaviour),
  };
}

/** The paths that were asked, in order. */
export const paths = (webhooks: readonly Webhook[]) =>
  webhooks.map(({ url }) => new URL(url).pathname);

/** The `CallStatus` of each callback, in order. */
export const statuses = (webhooks: readonly Webhook[]) =>
  webhooks.map(({ form }) => form["CallStatus"]);

/** The fields of a webhook that must have come. */
export function formOf(webhook: Webhook | undefined): Form {
  if (webhook === undefined) throw new Error("this webhook did not come");
  return webhook.form;
}
