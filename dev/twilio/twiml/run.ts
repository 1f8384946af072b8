// What a running document has at hand, and how a verb says what comes next.

import type { Source } from "../audio/pcm.ts";
import type { Call } from "../calls/call.ts";
import type { Chosen } from "../choices.ts";
import type { Clock } from "../clock.ts";
import type { Conferences } from "../conferences/conferences.ts";
import type { Log } from "../log.ts";
import type { Recordings } from "../recordings/recordings.ts";
import type { Speaker } from "../speech/speaker.ts";
import type { Exchange, Method } from "../webhooks/request.ts";
import type { Form } from "../webhooks/signature.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";
import type { Leg, LegOrder } from "./legs.ts";
import type { Start } from "./start.ts";

/** What a verb leaves: go on, another document, or the end of this run (the call is over or runs something else). */
export type Next = { do: "continue" } | { do: "goto"; start: Start } | { do: "stop" };
export const CONTINUE: Next = { do: "continue" };
export const STOP: Next = { do: "stop" };

/** What verbs need of the call engine. */
export interface Services {
  clock: Clock;
  log: Log;
  webhooks: Webhooks;
  conferences: Conferences;
  recordings: Recordings;
  speaker: Speaker;
  choices: Chosen;
  /** Makes the child legs of a Dial; none rings yet. */
  makeLegs(parent: Call, orders: readonly LegOrder[], callerId: string): Leg[];
  /** Runs a noun's `url` on an answered leg; resolves at the document's end or when the leg is over. */
  whisper(leg: Call, start: Start): Promise<void>;
}

export interface Run {
  call: Call;
  services: Services;
  /** Aborts when the call is over or another document took over. */
  signal: AbortSignal;
  /** URL of the document that runs, "" for an inline one. */
  base: string;
  /** The API gave the running call this very document. */
  isUpdate: boolean;
  /** How the last Dial ended when it connected nobody. */
  lastDial: "busy" | "no-answer" | "failed" | "canceled" | null;
}

/** Plays to the call; resolves at the end of the sound or of the run. */
export async function playTo(run: Run, source: Source): Promise<void> {
  await run.call.line?.play(source, run.signal);
}

/** Asks the customer's server something about this call. */
export function ask(
  run: Run,
  start: { url: string; method: Method; fields?: Form },
  form: Form,
): Promise<Exchange> {
  const { account, fields } = run.call;
  const whole = { ...start.fields, ...form, ...fields };
  const { url, method } = start;
  return run.services.webhooks.ask({ url, method, form: whole, authToken: account.authToken });
}
