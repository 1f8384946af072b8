// Say, Play and Pause.

import type { Source } from "../audio/pcm.ts";
import { readSound } from "../audio/sound-file.ts";
import { once, repeat, sequence } from "../audio/sources.ts";
import { speech } from "../audio/speech.ts";
import { delay } from "../clock.ts";
import { resolveUrl, wholeNumber } from "./attributes.ts";
import { sendKeys } from "./keys.ts";
import type { Verb } from "./parse.ts";
import { CONTINUE, type Next, playTo, type Run } from "./run.ts";

/** `loop="0"` means without end. */
function looped(verb: Verb, make: () => Source): Source {
  const times = wholeNumber(verb.attributes["loop"], 1);
  return repeat(make, times === 0 ? Infinity : times);
}

export async function say(run: Run, verb: Verb): Promise<Next> {
  const { voice = "", language = "" } = verb.attributes;
  const samples = await run.services.speaker.say({ text: verb.text, voice, language });
  await playTo(run, looped(verb, () => once(samples)));
  return CONTINUE;
}

export async function play(run: Run, verb: Verb): Promise<Next> {
  const digits = verb.attributes["digits"];
  if (digits !== undefined) {
    const times = wholeNumber(verb.attributes["loop"], 1, 1);
    for (let time = 0; time < times && !run.signal.aborted; time++) {
      await sendKeys(run.call, digits, { clock: run.services.clock, signal: run.signal });
    }
    return CONTINUE;
  }
  const samples = await fetchSound(run, verb.text);
  await playTo(run, looped(verb, samples === null ? hold : () => once(samples)));
  return CONTINUE;
}

export async function pause(run: Run, verb: Verb): Promise<Next> {
  const seconds = wholeNumber(verb.attributes["length"], 1, 1);
  await delay(run.services.clock, seconds * 1000, run.signal);
  return CONTINUE;
}

/** A sound that cannot be read (no WAV or MP3, or gone) is still heard: a short phrase in its place. */
const hold = (): Source => sequence(speech("sound sound sound"));

async function fetchSound(run: Run, text: string): Promise<Int16Array | null> {
  const url = resolveUrl(text, run.base);
  const { webhooks, log } = run.services;
  if (url === null) {
    log("twiml warning", { call: run.call.sid, message: "Play names no URL" });
    return null;
  }
  const authToken = run.call.account.authToken;
  const result = await webhooks.ask({ url, method: "GET", form: {}, authToken });
  const samples = result.kind === "answer" && result.status < 400
    ? await readSound(result.bytes)
    : null;
  if (samples === null) {
    log("twiml warning", {
      call: run.call.sid,
      message: "Play: cannot read as WAV or MP3",
      code: 13420,
      url,
    });
  }
  return samples;
}
