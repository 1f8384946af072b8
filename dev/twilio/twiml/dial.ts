// Dial: rings its nouns together or joins a conference, and tells its action how it went.

import type { Call } from "../calls/call.ts";
import type { Recording } from "../recordings/recording.ts";
import { callForm } from "../webhooks/forms.ts";
import type { Form } from "../webhooks/signature.ts";
import { isTrue, methodOf, resolveUrl, wholeNumber } from "./attributes.ts";
import { dialConference, readConference } from "./conference.ts";
import { type Leg, readNouns } from "./legs.ts";
import type { Verb } from "./parse.ts";
import { readDialRecording } from "./recording.ts";
import { ringTone } from "./ring-tone.ts";
import { connect, ringAll, type Ringing } from "./ring.ts";
import { ask, CONTINUE, type Next, type Run, STOP } from "./run.ts";

/** Documented defaults, in seconds. */
const RING_TIMEOUT = 30;
const TIME_LIMIT = 14_400;

interface Outcome {
  winner: Call | null;
  bridged: boolean;
}

export async function dial(run: Run, verb: Verb): Promise<Next> {
  const { call, signal } = run;
  const { attributes } = verb;
  const timeLimitMs = wholeNumber(attributes["timeLimit"], TIME_LIMIT, 1) * 1000;
  const [noun] = verb.children;
  if (noun?.name === "Conference") call.answer();
  else if (!isTrue(attributes["answerOnBridge"])) call.answerWhileRinging();
  const fields = noun?.name === "Conference"
    ? await dialConference(run, verb, readConference(noun, run.base, timeLimitMs))
    : await dialLegs(run, verb, timeLimitMs);

  const url = resolveUrl(attributes["action"], run.base);
  if (url === null) return signal.aborted ? STOP : CONTINUE;
  const start = { kind: "url", url, method: methodOf(attributes["method"]) } as const;
  if (!signal.aborted) return { do: "goto", start: { ...start, fields } };
  // The caller is gone, or the API gave the call another document: asked all the same, the answer ignored (seen live
  // by others after a redirect; assumed after a hang-up).
  void ask(run, { ...start, fields }, callForm(call));
  return STOP;
}

/** @returns what the action is told */
async function dialLegs(run: Run, verb: Verb, timeLimitMs: number): Promise<Form> {
  const { call, services } = run;
  const { attributes } = verb;
  const orders = readNouns(verb, run.base);
  const legs = services.makeLegs(call, orders, attributes["callerId"] ?? "");
  const ringing: Ringing = {
    timeoutMs: wholeNumber(attributes["timeout"], RING_TIMEOUT, 1) * 1000,
    tone: () => ringTone(attributes["ringTone"]),
  };
  const wanted = readDialRecording(verb, run.base);
  let recording: Recording | null = null;
  const record = () => {
    if (wanted !== null) recording ??= services.recordings.ofCall(call, wanted.order);
  };
  if (wanted?.from === "ringing") record();

  const winner = isTrue(attributes["sequential"])
    ? await ringInTurn(run, legs, ringing)
    : await ringAll(run, legs, ringing);
  const outcome: Outcome = { winner: winner?.call ?? null, bridged: false };
  if (winner !== null) {
    const hangupOnStar = isTrue(attributes["hangupOnStar"]);
    outcome.bridged = await connect(run, winner, { timeLimitMs, hangupOnStar, connected: record });
  }
  run.lastDial = outcome.bridged ? null : unansweredStatus(outcome, legs);
  return { ...actionFields(outcome, legs), ...stopRecording(run, recording) };
}

/** Documented for `sequential`: one noun after the other, each for the whole timeout. */
async function ringInTurn(run: Run, legs: readonly Leg[], ringing: Ringing): Promise<Leg | null> {
  for (const leg of legs) {
    if (run.signal.aborted) break;
    const winner = await ringAll(run, [leg], ringing);
    if (winner !== null) {
      for (const other of legs) if (other !== leg) other.call.end("other-leg", "canceled");
      return winner;
    }
  }
  for (const leg of legs) leg.call.end("other-leg", "canceled");
  return null;
}

/** The URL is documented; the SID beside it was seen live by others. */
function stopRecording(run: Run, recording: Recording | null): Form {
  if (recording === null) return {};
  const { recordings } = run.services;
  recordings.stop(recording);
  const { RecordingUrl = "" } = recordings.form(recording);
  return { RecordingUrl, RecordingSid: recording.sid };
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
