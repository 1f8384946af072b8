// Legs that the API asks for: they wait in their queue, ring, and begin what they are for once they are answered.

import type { Account } from "../accounts/resources.ts";
import type { Ticker } from "../audio/ticker.ts";
import type { Clock } from "../clock.ts";
import type { JoinOrder } from "../conferences/order.ts";
import type { NewSid } from "../ids.ts";
import { legRefusal } from "../limits/legs.ts";
import type { Log } from "../log.ts";
import type { RecordingOrder } from "../recordings/order.ts";
import type { Recordings } from "../recordings/recordings.ts";
import { sendKeys } from "../twiml/keys.ts";
import type { Program } from "../twiml/program.ts";
import type { Start } from "../twiml/start.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import { Call } from "./call.ts";
import type { LegMaker } from "./legs.ts";
import { type DetectionOrder, detectMachine } from "./machine-detection.ts";
import type { CallRegistry } from "./registry.ts";
import { reportLeg, type Subscription } from "./status-callbacks.ts";

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
  /** How long the call waits in the account's queue before it begins. */
  queueMs?: number;
  /** Keys that are pressed as soon as it is answered. */
  sendDigits?: string;
  /** Whether to find out who answers. */
  detection?: DetectionOrder | null;
  /** Record the call from its answer. */
  record?: RecordingOrder | null;
}

/** A participant that the API asked for: a leg that joins a conference when it answers. */
export interface PlacedParticipant extends Omit<PlacedCall, "start" | "fallback"> {
  join: JoinOrder;
  /** Whether the conference hears the leg ring. */
  earlyMedia: boolean;
}

export interface LegPlacer {
  /** @param begin what the leg does once it is answered */
  leg(order: Omit<PlacedCall, "start" | "fallback">, begin: (call: Call) => void): Call;
}

export interface LegPlacerOptions {
  calls: CallRegistry;
  legs: LegMaker;
  recordings: Recordings;
  webhooks: Webhooks;
  clock: Clock;
  ticker: Ticker;
  newSid: NewSid;
  log: Log;
}

export function createLegPlacer(options: LegPlacerOptions): LegPlacer {
  const { calls, legs, recordings, webhooks, clock, ticker, newSid, log } = options;

  /** An answered leg presses its keys and does what it is to do, once it is clear who answered, if that is asked for. */
  async function beginAnswered(
    call: Call,
    { sendDigits = "", detection = null }: Pick<PlacedCall, "sendDigits" | "detection">,
    begin: (call: Call) => void,
  ): Promise<void> {
    const signal = call.over;
    if (sendDigits !== "") await sendKeys(call, sendDigits, { clock, signal });
    if (detection !== null) await detectMachine(call, detection, { clock, webhooks, signal });
    // The API may have given it another document meanwhile.
    if (!call.isOver && call.program === null) begin(call);
  }

  function leg(
    order: Omit<PlacedCall, "start" | "fallback">,
    begin: (call: Call) => void,
  ): Call {
    const { to } = order;
    const call = new Call(
      {
        sid: newSid("CA"),
        account: order.account,
        direction: "outbound-api",
        from: order.from,
        to: to.kind === "client" ? `client:${to.identity}` : to.number,
        queueMs: order.queueMs ?? 0,
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
      if (order.record != null) recordings.ofCall(call, order.record);
      void beginAnswered(call, order, begin);
    });
    const timeoutMs = call.queueMs + order.timeoutS * 1000;
    const timeout = clock.after(timeoutMs, () => call.end("time", "no-answer"));
    call.over.addEventListener("abort", () => timeout.cancel(), { once: true });
    // The answer to the API is `queued`; the call starts after it, in its turn.
    clock.after(call.queueMs, () => {
      if (call.isOver) return;
      const full = legRefusal(call.account, calls.all());
      if (full !== null) {
        log("call refused", { call: call.sid, ...full });
        return call.finish("failed", "api");
      }
      const party = to.kind === "client"
        ? legs.client(call, to.identity, to.params)
        : legs.number(to.number, order.from);
      if (party !== null) call.ring(party);
      else if (to.kind === "client") call.finish("no-answer", "far-end", 480);
      else call.finish("failed", "far-end", 404);
    });
    return call;
  }

  return { leg };
}
