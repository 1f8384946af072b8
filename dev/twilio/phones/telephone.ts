// One scripted telephone that is being called.

import type { Source } from "../audio/pcm.ts";
import { beep, gentlePattern, repeat, sequence, silence, tone } from "../audio/sources.ts";
import { speech } from "../audio/speech.ts";
import type { Ticker } from "../audio/ticker.ts";
import type { Clock, Timer } from "../clock.ts";
import type { Behaviour } from "./behaviour.ts";
import { createFarEnd, type FarEnd } from "./scripted-far-end.ts";

/** A short ring, so that the caller sees it. */
const RING_MS = 1200;
const REJECT_MS = 400;
/** Keys are pressed once the two can hear each other. */
const DIGITS_AFTER_MS = 500;
const BETWEEN_MS = 700;
const GREETING = "You have reached a mailbox. Please speak after the tone.";

export function createTelephone(
  number: string,
  does: Behaviour,
  { clock, ticker }: { clock: Clock; ticker: Ticker },
): FarEnd {
  const timers: Timer[] = [];
  const later = (ms: number, fn: () => void) => timers.push(clock.after(ms, fn));

  const farEnd: FarEnd = createFarEnd({
    address: number,
    ticker,
    speech: () => voiceOf(does),
    hooks: {
      rung() {
        const { script } = farEnd;
        switch (does.behaviour) {
          case "busy":
            return script.refuse("busy", 486);
          case "reject":
            // A telephone that declines: assumed to be busy for the caller, as SIP 603.
            return void later(does.ringMs ?? REJECT_MS, () => script.refuse("busy", 603));
          case "no-answer":
            return;
          case "answer":
          case "voicemail":
            return void later(does.ringMs ?? RING_MS, () => {
              script.answer();
              const { digits, hangupAfterMs } = does;
              if (digits !== undefined) later(DIGITS_AFTER_MS, () => script.press(digits));
              if (hangupAfterMs !== undefined) later(hangupAfterMs, () => script.hangUp());
            });
        }
      },
      over() {
        for (const timer of timers) timer.cancel();
      },
    },
  });
  return farEnd;
}

/** A text over and over, as somebody who waits for an answer says it. */
export const spoken = (text: string): Source =>
  repeat(() => sequence(speech(text), silence(BETWEEN_MS)));

function voiceOf(does: Behaviour): Source {
  const { text } = does;
  const after = does.tone !== undefined
    ? tone(does.tone)
    : text !== undefined
    ? spoken(text)
    : null;
  if (does.behaviour === "voicemail") {
    return sequence(speech(GREETING), silence(300), beep(), after ?? silence());
  }
  return after ?? gentlePattern();
}
