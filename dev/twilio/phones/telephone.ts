// One scripted telephone that is being called.

import type { Source } from "../audio/pcm.ts";
import { beep, gentlePattern, sequence, silence, tone } from "../audio/sources.ts";
import type { Ticker } from "../audio/ticker.ts";
import type { Clock, Timer } from "../clock.ts";
import type { Speaker } from "../speech/speaker.ts";
import type { Behaviour } from "./behaviour.ts";
import { saying, spoken } from "./saying.ts";
import { createFarEnd, type FarEnd } from "./scripted-far-end.ts";

/** A short ring, so that the caller sees it. */
const RING_MS = 1200;
const REJECT_MS = 400;
/** Keys are pressed once the two can hear each other. */
const DIGITS_AFTER_MS = 500;
/** What each `w` among them waits. */
const WAIT_MS = 500;
const GREETING = "You have reached a mailbox. Please speak after the tone.";

export function createTelephone(
  number: string,
  does: Behaviour,
  { clock, ticker, speaker }: { clock: Clock; ticker: Ticker; speaker: Speaker },
): FarEnd {
  const timers: Timer[] = [];
  const later = (ms: number, fn: () => void) => timers.push(clock.after(ms, fn));

  const farEnd: FarEnd = createFarEnd({
    address: number,
    ticker,
    speech: () => voiceOf(does, speaker),
    isMachine: does.behaviour === "voicemail",
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
            // The called network gives up: 480 is what such networks send (RFC 3261, 21.4.18).
            if (does.ringMs !== undefined) {
              later(does.ringMs, () => script.refuse("no-answer", 480));
            }
            return;
          case "answer":
          case "voicemail":
            return void later(does.ringMs ?? RING_MS, () => {
              script.answer();
              const { digits, hangupAfterMs } = does;
              digits?.toUpperCase().split("W").forEach((keys, waits) => {
                if (keys === "") return;
                later(DIGITS_AFTER_MS + waits * WAIT_MS, () => script.press(keys));
              });
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

function voiceOf({ behaviour, tone: hz, text }: Behaviour, speaker: Speaker): Source {
  const after = hz === undefined ? null : tone(hz);
  if (behaviour === "voicemail") {
    return sequence(saying(speaker, text ?? GREETING), silence(300), beep(), after ?? silence());
  }
  return after ?? (text === undefined ? gentlePattern() : spoken(speaker, text));
}
