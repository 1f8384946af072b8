// Gather of keys.

import type { Timer } from "../clock.ts";
import { isTrue, methodOf, resolveUrl, wholeNumber } from "./attributes.ts";
import type { Verb } from "./parse.ts";
import { CONTINUE, type Next, type Run } from "./run.ts";
import { pause, play, say } from "./sounds.ts";

/** Plays what is inside until a key is pressed, then waits for the others (`timeout` seconds after each). */
export async function gather(run: Run, verb: Verb): Promise<Next> {
  const { call, services } = run;
  const { attributes } = verb;
  const finishOn = attributes["finishOnKey"] ?? "#";
  const most = wholeNumber(attributes["numDigits"], Infinity, 1);
  const waitMs = wholeNumber(attributes["timeout"], 5, 1) * 1000;

  let digits = "";
  const prompt = new AbortController();
  const done = new AbortController();
  const pending: { timer: Timer | null } = { timer: null };
  const wait = () => {
    pending.timer?.cancel();
    pending.timer = services.clock.after(waitMs, () => done.abort());
  };
  const stop = call.onKeys((pressed) => {
    prompt.abort();
    for (const key of pressed) {
      if (done.signal.aborted) return;
      if (finishOn.includes(key)) done.abort();
      else digits += key;
      if (digits.length >= most) done.abort();
    }
    wait();
  });

  const spoken: Run = { ...run, signal: AbortSignal.any([run.signal, prompt.signal, done.signal]) };
  for (const inside of verb.children) {
    if (spoken.signal.aborted) break;
    if (inside.name === "Say") await say(spoken, inside);
    else if (inside.name === "Play") await play(spoken, inside);
    else await pause(spoken, inside);
  }
  if (!prompt.signal.aborted) wait();
  await aborted(AbortSignal.any([run.signal, done.signal]));
  stop();
  pending.timer?.cancel();

  if (digits === "" && !isTrue(attributes["actionOnEmptyResult"])) return CONTINUE;
  const url = resolveUrl(attributes["action"], run.base) ?? (run.base === "" ? null : run.base);
  if (url === null) return CONTINUE;
  const method = methodOf(attributes["method"]);
  return { do: "goto", start: { kind: "url", url, method, fields: { Digits: digits } } };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
