// Makes the legs that a Dial or the API asks for, and finds who stands at their far ends.

import type { Accounts } from "../accounts/accounts.ts";
import type { Ticker } from "../audio/ticker.ts";
import type { Clock } from "../clock.ts";
import type { NewSid } from "../ids.ts";
import type { Log } from "../log.ts";
import type { Leg, LegOrder } from "../twiml/legs.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import { destinationRefusal } from "../limits/destination.ts";
import { legRefusal } from "../limits/legs.ts";
import { Call } from "./call.ts";
import { fork } from "./fork.ts";
import { loopback } from "./loopback.ts";
import type { CallOrigin, Clients, Party } from "./party.ts";
import type { CallRegistry } from "./registry.ts";
import { reportLeg } from "./status-callbacks.ts";

export interface LegMakerOptions {
  accounts: Accounts;
  calls: CallRegistry;
  clients: Clients;
  /** The telephone at a number that is no account's. */
  telephone: (number: string, from: string) => Party;
  /** Takes a call that stays inside the simulator. */
  outsideCalls: CallOrigin["outsideCalls"];
  webhooks: Webhooks;
  clock: Clock;
  ticker: Ticker;
  newSid: NewSid;
  log: Log;
}

const E164 = /^\+[1-9]\d{6,14}$/;

export interface LegMaker {
  /** Child legs of a Dial. */
  children(parent: Call, orders: readonly LegOrder[], callerId: string): Leg[];
  /** A far end for a number, `null` when the number is none. */
  number(to: string, from: string): Party | null;
  /** A far end for a client; `null` when none of its devices is registered. */
  client(call: Call, identity: string, params: Record<string, string>): Party | null;
}

export function createLegMaker(options: LegMakerOptions): LegMaker {
  const { accounts, calls, clients, webhooks, clock, ticker, newSid, log } = options;

  const maker: LegMaker = {
    number(to, from) {
      if (!E164.test(to)) return null;
      if (accounts.byNumber(to) === null) return options.telephone(to, from);
      return loopback(to, from, (party) => !("error" in options.outsideCalls({ from, to, party })));
    },
    client(call, identity, params) {
      const [first, ...others] = clients.ring({
        callSid: call.sid,
        accountSid: call.account.sid,
        identity,
        from: call.from,
        to: call.to,
        params,
        stirStatus: call.from === call.parent?.from ? call.parent.fields["StirVerstat"] : undefined,
      });
      return first === undefined ? null : fork([first, ...others]);
    },
    children: (parent, orders, callerId) =>
      orders.map((order) => {
        const { to } = order;
        const call = new Call(
          {
            sid: newSid("CA"),
            account: parent.account,
            direction: "outbound-dial",
            from: callerId === "" ? parent.from : callerId,
            to: to.kind === "client" ? `client:${to.identity}` : to.number,
            parent,
          },
          clock,
          ticker,
        );
        calls.add(call);
        if (order.subscription !== null) reportLeg(call, order.subscription, webhooks);
        return { call, order, ring: () => ring(call, order) };
      }),
  };

  /** What the account may not do fails the leg; the Dial goes on (assumed) and the debugger names the reason. */
  function refuse(call: Call, { code, message }: { code: number; message: string }): void {
    log("twiml warning", { call: call.sid, code, message });
    call.finish("failed", "twiml");
  }

  function ring(call: Call, order: LegOrder): void {
    const full = legRefusal(call.account, calls.all());
    if (full !== null) return refuse(call, full);
    if (order.to.kind === "client") {
      const party = maker.client(call, order.to.identity, order.params);
      // Known from live accounts: a client that is not registered ends as no-answer at once. Its SIP code is assumed.
      if (party === null) call.finish("no-answer", "far-end", 480);
      else call.ring(party);
      return;
    }
    if (!mayShow(accounts, call)) {
      return refuse(call, { code: 13214, message: `caller id ${call.from || "(none)"}` });
    }
    const barred = destinationRefusal(call.account, order.to.number);
    if (barred !== null) return refuse(call, barred.dial);
    const party = maker.number(order.to.number, call.from);
    if (party === null) {
      return refuse(call, { code: 13224, message: `cannot call ${call.to}` });
    }
    call.ring(party);
  }
  return maker;
}

/** A telephone is shown only a number of the account, or the one that called us or was called (documented). */
function mayShow(accounts: Accounts, call: Call): boolean {
  const { from, parent } = call;
  if (accounts.mayShow(call.account, from)) return true;
  return parent !== null && E164.test(from) && (from === parent.from || from === parent.to);
}
