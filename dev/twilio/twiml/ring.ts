// Rings the legs of a Dial and connects the one that answers.

import type { Source } from "../audio/pcm.ts";
import { bridge } from "../calls/bridge.ts";
import type { Call } from "../calls/call.ts";
import { detectMachine } from "../calls/machine-detection.ts";
import { firstAnswer } from "./first-answer.ts";
import { sendKeys } from "./keys.ts";
import type { Leg } from "./legs.ts";
import type { Run } from "./run.ts";

export interface Ringing {
  /** For each leg, or for all that ring at once. */
  timeoutMs: number;
  /** What the caller hears meanwhile. */
  tone: () => Source;
}

/** Rings all legs; when it returns none rings any more. */
export async function ringAll(
  run: Run,
  legs: readonly Leg[],
  { timeoutMs, tone }: Ringing,
): Promise<Leg | null> {
  const { call, services, signal } = run;
  const calls = legs.map((leg) => leg.call);
  const quiet = new AbortController();
  const hearRinging = () => {
    // A telephone's own network makes its ringing tone; a browser hears ours, as early media where it is unanswered.
    if (call.from.startsWith("client:")) call.progress(true);
    void call.line?.play(tone(), AbortSignal.any([signal, quiet.signal]));
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

export interface Talk {
  timeLimitMs: number;
  /** The caller leaves the leg with a star. */
  hangupOnStar: boolean;
  /** Called when the two hear each other. */
  connected(): void;
}

/** Connects caller and leg until one of them is over; false when it never came to that. */
export async function connect(run: Run, { call: leg, order }: Leg, talk: Talk): Promise<boolean> {
  const { call, services, signal } = run;
  const both = AbortSignal.any([signal, leg.over]);
  const { clock, webhooks } = services;
  await sendKeys(leg, order.sendDigits, { clock, signal: both });
  await detectMachine(leg, order.detection, { clock, webhooks, signal });
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
  talk.connected();
  const limit = services.clock.after(talk.timeLimitMs, () => leg.end("time"));
  const stopStar = talk.hangupOnStar
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
