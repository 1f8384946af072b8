// Record: the caller's voice until silence, a key, the longest time, or the end of the call
// (https://www.twilio.com/docs/voice/twiml/record).

import { beep } from "../audio/sources.ts";
import { RECORDING_DEFAULTS, type RecordingOrder } from "../recordings/order.ts";
import { durationSeconds } from "../recordings/callbacks.ts";
import type { Recording } from "../recordings/recording.ts";
import { callForm } from "../webhooks/forms.ts";
import type { Form } from "../webhooks/signature.ts";
import { methodOf, resolveUrl, wholeNumber } from "./attributes.ts";
import { TwimlFailure } from "./failure.ts";
import type { Verb } from "./parse.ts";
import { readRecordingSubscription } from "./recording.ts";
import { ask, CONTINUE, type Next, playTo, type Run, STOP } from "./run.ts";

/** Documented defaults, in seconds. */
const SILENCE_TIMEOUT = 5;
const MAX_LENGTH = 3600;
/** Documented: the default where the Voice SDK calls. */
const MAX_LENGTH_OF_SDK = 600;
const LONGEST = 14_400;
const EVERY_KEY = "1234567890*#";

export async function record(run: Run, verb: Verb): Promise<Next> {
  const { call, services, signal } = run;
  const { attributes } = verb;
  refuseWithoutAction(run, verb);
  if (attributes["playBeep"]?.trim().toLowerCase() !== "false") await playTo(run, beep());
  if (signal.aborted) return STOP;

  const recording = services.recordings.ofCall(call, readOrder(run, verb));
  const finishOn = attributes["finishOnKey"] ?? EVERY_KEY;
  let key = "";
  const stopKeys = call.onKeys((digits) => {
    const pressed = Array.from(digits).find((digit) => finishOn.includes(digit));
    if (pressed === undefined || key !== "") return;
    key = pressed;
    services.recordings.stop(recording);
  });
  const onAbort = () => services.recordings.stop(recording);
  signal.addEventListener("abort", onAbort, { once: true });
  await recording.stopped;
  signal.removeEventListener("abort", onAbort);
  stopKeys();

  // Today's page: the action is asked all the same, and no later verb is reached. Older pages passed the caller over.
  const isSilent = !signal.aborted && key === "" && recording.durationMs === 0;
  if (isSilent && services.choices.now.silentRecord === "next-verb") return CONTINUE;
  return await tellAction(run, verb, actionFields(run, recording, call.isOver ? "hangup" : key));
}

/** Documented: a document without a URL, and one that the API gave a running call, must name an action. */
function refuseWithoutAction(run: Run, { attributes }: Verb): void {
  const { action } = attributes;
  if (resolveUrl(action, run.base) !== null || (run.base !== "" && !run.isUpdate)) return;
  const named = action === undefined ? "no action" : `action "${action}"`;
  throw new TwimlFailure(11100, `Record has ${named}, which needs to be an absolute URL here`);
}

function readOrder({ call, base }: Run, { attributes }: Verb): RecordingOrder {
  const longest = call.from.startsWith("client:") ? MAX_LENGTH_OF_SDK : MAX_LENGTH;
  const silenceMs = wholeNumber(attributes["timeout"], SILENCE_TIMEOUT) * 1000;
  return {
    ...RECORDING_DEFAULTS,
    source: "RecordVerb",
    track: "inbound",
    trim: attributes["trim"] !== "do-not-trim",
    subscription: readRecordingSubscription(attributes, base),
    maxMs: Math.min(LONGEST, wholeNumber(attributes["maxLength"], longest, 1)) * 1000,
    // Documented for Record: 0 waits for ever.
    endAfterSilenceMs: silenceMs === 0 ? null : silenceMs,
  };
}

/** Documented: URL, whole seconds, and the key, or `hangup` when the caller ended it. The SID was seen live by others. */
function actionFields(run: Run, recording: Recording, digits: string): Form {
  return {
    RecordingUrl: run.services.recordings.form(recording)["RecordingUrl"] ?? "",
    RecordingSid: recording.sid,
    RecordingDuration: String(durationSeconds(recording)),
    Digits: digits,
  };
}

/** The action's document, or without one the same document again (documented); asked also when the caller is gone. */
async function tellAction(run: Run, verb: Verb, fields: Form): Promise<Next> {
  const named = resolveUrl(verb.attributes["action"], run.base);
  const url = named ?? (run.base === "" ? null : run.base);
  if (url === null) return run.signal.aborted ? STOP : CONTINUE;
  const start = { kind: "url", url, method: methodOf(verb.attributes["method"]), fields } as const;
  if (!run.signal.aborted) return { do: "goto", start };
  if (run.call.isOver) await ask(run, start, callForm(run.call));
  return STOP;
}
