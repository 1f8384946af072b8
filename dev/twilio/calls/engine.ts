// The call engine: calls begin here, from a browser, from outside or from the API, and documents are set to run.

import { Buffer } from "node:buffer";
import type { Accounts } from "../accounts/accounts.ts";
import type { Account, Application, IncomingNumber } from "../accounts/resources.ts";
import type { Ticker } from "../audio/ticker.ts";
import type { Clock } from "../clock.ts";
import type { NewSid } from "../ids.ts";
import type { Log } from "../log.ts";
import { type Program, runProgram } from "../twiml/program.ts";
import type { Services } from "../twiml/run.ts";
import type { Start } from "../twiml/start.ts";
import { inboundFields } from "../webhooks/forms.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import { Call } from "./call.ts";
import { createLegMaker } from "./legs.ts";
import type { CallOrigin, Clients, Party } from "./party.ts";
import { type CallRegistry, createCallRegistry } from "./registry.ts";
import { reportLeg, reportLine, type Subscription } from "./status-callbacks.ts";

/** A call that the API asked for. */
export interface PlacedCall {
  account: Account;
  from: string;
  to: { kind: "number"; number: string } | {
    kind: "client";
    identity: string;
    params: Record<string, string>;
  };
  start: Start;
  fallback: Program["fallback"];
  subscription: Subscription | null;
  timeoutS: number;
  timeLimitS: number;
}

export interface Engine extends CallOrigin {
  readonly calls: CallRegistry;
  place(order: PlacedCall): Call;
  /** Gives a running call another document; what it did before ends. */
  redirect(call: Call, start: Start): void;
  /** Ends every call. */
  endAll(): void;
}

export interface EngineOptions {
  accounts: Accounts;
  clients: Clients;
  telephone: (number: string, from: string) => Party;
  webhooks: Webhooks;
  clock: Clock;
  ticker: Ticker;
  newSid: NewSid;
  log: Log;
}

export function createEngine(options: EngineOptions): Engine {
  const { accounts, webhooks, clock, ticker, newSid, log } = options;
  const calls = createCallRegistry();
  const legs = createLegMaker({ ...options, calls, outsideCalls });
  const services: Services = {
    clock,
    log,
    webhooks,
    makeLegs: (parent, orders, callerId) => legs.children(parent, orders, callerId),
    whisper: (call, start) => run(call, start, null, "whisper"),
  };

  async function run(
    call: Call,
    start: Start,
    fallback: Program["fallback"],
    kind: Program["kind"],
  ): Promise<void> {
    const abort = new AbortController();
    call.program?.abort();
    call.program = abort;
    const signal = AbortSignal.any([abort.signal, call.over]);
    try {
      await runProgram(call, { start, fallback, signal, kind }, services);
    } catch (error) {
      log("defect", {
        call: call.sid,
        message: error instanceof Error ? error.stack ?? "" : String(error),
      });
      call.end("twiml", "failed");
    }
  }

  /** Runs the document of an application or a number; a call that has none is told so. */
  function runVoice(
    call: Call,
    voice: Application | IncomingNumber,
    fields: Record<string, string>,
  ) {
    const fallback = fallbackOf(voice);
    const start: Start = voice.voiceUrl === ""
      ? { kind: "inline", twiml: "<Response><Say>This line is not configured.</Say></Response>" }
      : { kind: "url", url: voice.voiceUrl, method: voice.voiceMethod, fields };
    void run(call, start, fallback, "call");
  }

  function clientCalls(origin: Parameters<CallOrigin["clientCalls"]>[0]) {
    const account = accounts.get(origin.accountSid);
    const app = accounts.application(origin.accountSid, origin.appSid);
    if (account === null || app === null) {
      return { error: { code: 21218, message: "Invalid ApplicationSid" } };
    }
    const call = new Call(
      {
        sid: newSid("CA"),
        account,
        direction: "inbound",
        from: `client:${origin.identity}`,
        to: origin.params["To"] ?? "",
        fields: { ApplicationSid: app.sid },
      },
      clock,
      ticker,
    );
    calls.add(call);
    reportLine(call, [app], webhooks);
    call.originate(origin.party);
    if (!call.isOver) runVoice(call, app, origin.params);
    return { callSid: call.sid };
  }

  function outsideCalls(origin: { from: string; to: string; party: Party }) {
    const found = accounts.byNumber(origin.to);
    if (found === null) {
      return { error: { code: 21211, message: `Nobody has the number ${origin.to}` } };
    }
    const { account, number } = found;
    const app = accounts.application(account.sid, number.voiceApplicationSid);
    const sid = newSid("CA");
    const fields = inboundFields(origin.from, origin.to, Buffer.from(sid).toString("base64url"));
    const call = new Call(
      {
        sid,
        account,
        direction: "inbound",
        from: origin.from,
        to: origin.to,
        phoneNumberSid: number.sid,
        fields: { ...(app === null ? {} : { ApplicationSid: app.sid }), ...fields },
      },
      clock,
      ticker,
    );
    calls.add(call);
    reportLine(call, app === null ? [number] : [number, app], webhooks);
    call.originate(origin.party);
    call.progress(false);
    if (!call.isOver) runVoice(call, app ?? number, {});
    return { callSid: sid };
  }

  function place(order: PlacedCall): Call {
    const { to } = order;
    const call = new Call(
      {
        sid: newSid("CA"),
        account: order.account,
        direction: "outbound-api",
        from: order.from,
        to: to.kind === "client" ? `client:${to.identity}` : to.number,
      },
      clock,
      ticker,
    );
    calls.add(call);
    if (order.subscription !== null) reportLeg(call, order.subscription, webhooks);
    const stop = call.onChange((change) => {
      if (change !== "answered") return;
      stop();
      timeout.cancel();
      const limit = clock.after(order.timeLimitS * 1000, () => call.end("time"));
      call.over.addEventListener("abort", () => limit.cancel(), { once: true });
      void run(call, order.start, order.fallback, "call");
    });
    const timeout = clock.after(order.timeoutS * 1000, () => call.end("time", "no-answer"));
    call.over.addEventListener("abort", () => timeout.cancel(), { once: true });
    // The answer to the API is `queued`; the call starts after it.
    clock.after(0, () => {
      if (call.isOver) return;
      const party = to.kind === "client"
        ? legs.client(call, to.identity, to.params)
        : legs.number(to.number, order.from);
      if (party !== null) call.ring(party);
      else if (to.kind === "client") call.finish("no-answer", "far-end", 480);
      else call.finish("failed", "far-end", 404);
    });
    return call;
  }

  return {
    calls,
    clientCalls,
    outsideCalls,
    place,
    redirect(call, start) {
      void run(call, start, null, "call");
      // A child leg leaves its Dial and lives on.
      call.release();
    },
    endAll() {
      for (const call of calls.all()) call.end("control");
    },
  };
}

function fallbackOf(voice: Application | IncomingNumber): Program["fallback"] {
  return voice.voiceFallbackUrl === ""
    ? null
    : { url: voice.voiceFallbackUrl, method: voice.voiceFallbackMethod };
}
