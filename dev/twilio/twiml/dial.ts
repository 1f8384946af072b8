// Dial: rings its nouns together, connects the first that answers, and tells its action how it went.

import { ringback } from "../audio/sources.ts";
import { bridge } from "../calls/bridge.ts";
import type { Call } from "../calls/call.ts";
import { callForm } from "../webhooks/forms.ts";
import type { Form } from "../webhooks/signature.ts";
import { isTrue, methodOf, resolveUrl, wholeNumber } from "./attributes.ts";
import { firstAnswer } from "./first-answer.ts";
import { sendKeys } from "./keys.ts";
import { type Leg, readNouns } from "./legs.ts";
import type { Verb } from "./parse.ts";
import { ask, CONTINUE, type Next, type Run, STOP } from "./run.ts";

/** Documented defaults, in seconds. */
const RING_TIMEOUT = 30;
const TIME_LIMIT = 14_400;

interface Outcome {
  winner: Call | null;
  bridged: boolean;
}

export async function dial(run: Run, verb: Verb): Promise<Next> {
  const { call, services, signal } = run;
  const { attributes } = verb;
  if (!isTrue(attributes["answerOnBridge"])) call.answer();
  const orders = readNouns(verb, run.base);
  const legs = services.makeLegs(call, orders, attributes["callerId"] ?? "");
  const timeoutMs = wholeNumber(attributes["timeout"], RING_TIMEOUT, 1) * 1000;

  const winner = await ringAll(run, legs, timeoutMs);
  const outcome: Outcome = { winner: winner?.call ?? null, bridged: false };
  if (winner !== null) outcome.bridged = await connect(run, winner, verb);
  run.lastDial = outcome.bridged ? null : unansweredStatus(outcome, legs);

  const url = resolveUrl(attributes["action"], run.base);
  if (url === null) return signal.aborted ? STOP : CONTINUE;
  const start = { kind: "url", url, method: methodOf(attributes["method"]) } as const;
  const fields = actionFields(outcome, legs);
  if (!signal.aborted) return { do: "goto", start: { ...start, fields } };
  // The caller is gone, or the API gave the call another document: asked all the same, the answer ignored (seen live
  // by others after a redirect; assumed after a hang-up).
  void ask(run, { ...start, fields }, callForm(call));
  return STOP;
}

/** Rings all legs; when it returns none rings any more. */
async function ringAll(run: Run, legs: readonly Leg[], timeoutMs: number): Promise<Leg | null> {
  const { call, services, signal } = run;
  const calls = legs.map((leg) => leg.call);
  const quiet = new AbortController();
  const hearRinging = () => {
    // A telephone's own network makes its ringing tone; a browser hears ours, as early media where it is unanswered.
    if (call.from.startsWith("client:")) call.progress(true);
    void call.line?.play(ringback(), AbortSignal.any([signal, quiet.signal]));
  };
  let rings = false;
  for (const leg of calls) {
    leg.onChange((change) => {
      if (change !== "ringing" || rings) return;
      rings = true;
      hearRinging();
    });
  }
  for (const leg of legs) leg.ring();
  const winner = await firstAnswer(calls, { clock: services.clock, timeoutMs, signal });
  quiet.abort();
  for (const leg of calls) {
    if (leg === winner) continue;
    if (winner !== null || signal.aborted) leg.end("other-leg", "canceled");
    else leg.end("time", "no-answer");
  }
  return legs.find((leg) => leg.call === winner) ?? null;
}

/** Connects caller and leg until one of them is over; false when it never came to that. */
async function connect(run: Run, { call: leg, order }: Leg, verb: Verb): Promise<boolean> {
  const { call, services, signal } = run;
  const both = AbortSignal.any([signal, leg.over]);
  await sendKeys(leg, order.sendDigits, { clock: services.clock, signal: both });
  if (order.whisper !== null) {
    // The caller may give up while the leg listens to its document, or the API give the leg another one.
    const listening = parted(leg, signal);
    await Promise.race([services.whisper(leg, order.whisper), listening.done]);
    listening.stop();
    if (listening.released()) return false;
  }
  if (signal.aborted) leg.end("other-leg");
  if (leg.isOver) return false;

  call.answer();
  const part = bridge(call, leg);
  const limitMs = wholeNumber(verb.attributes["timeLimit"], TIME_LIMIT, 1) * 1000;
  const limit = services.clock.after(limitMs, () => leg.end("time"));
  const stopStar = isTrue(verb.attributes["hangupOnStar"])
    ? call.onKeys((digits) => digits.includes("*") && leg.end("twiml"))
    : () => {};
  const talking = parted(leg, signal);
  await talking.done;
  limit.cancel();
  stopStar();
  part();
  if (!talking.released()) leg.end("other-leg");
  return true;
}

interface Parting {
  /** Resolves when the leg is over or released, or the caller's document ends. */
  done: Promise<void>;
  /** The leg was given a document of its own. */
  released(): boolean;
  stop(): void;
}

function parted(leg: Call, signal: AbortSignal): Parting {
  let released = false;
  let stop = () => {};
  const done = new Promise<void>((resolve) => {
    const settle = () => {
      stop();
      resolve();
    };
    if (leg.isOver || signal.aborted) return settle();
    const unlisten = leg.onChange((change) => {
      if (change === "released") released = true;
      if (change === "released" || change === "ended") settle();
    });
    signal.addEventListener("abort", settle, { once: true });
    stop = () => {
      unlisten();
      signal.removeEventListener("abort", settle);
    };
  });
  return { done, released: () => released, stop: () => stop() };
}

/** One word for several legs that did not answer; the order is assumed. */
function unansweredStatus({ winner }: Outcome, legs: readonly Leg[]) {
  if (winner !== null) return "no-answer";
  const ends = new Set(legs.map((leg) => leg.call.status));
  for (const status of ["no-answer", "busy", "canceled"] as const) {
    if (ends.has(status)) return status;
  }
  return "failed";
}

function actionFields(outcome: Outcome, legs: readonly Leg[]): Form {
  const { winner, bridged } = outcome;
  const sid = winner?.sid ?? legs[0]?.call.sid;
  return {
    DialCallStatus: winner === null ? unansweredStatus(outcome, legs) : "completed",
    ...(sid === undefined ? {} : { DialCallSid: sid }),
    DialCallDuration: String(winner?.seconds ?? 0),
    DialBridged: String(bridged),
  };
}
