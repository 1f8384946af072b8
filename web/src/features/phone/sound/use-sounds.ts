import { createEffect, createMemo, on, onCleanup, untrack } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { sendTo } from "../../../phone/sink.ts";
import type { Tick } from "../../../phone/sound-choice.ts";
import { cadenceFor, needsRingback, ringOut } from "./ringback.ts";
import { callIn, keypadPhases } from "../phases.ts";
import { makeKeyTone } from "./key-tone.ts";
import { soundOf, tickOf } from "./call-sound.ts";

/** Plays the small sounds of a call, and the ringing of the other side. */
export function useSounds(): void {
  const { state, sound } = usePhone();
  const loaded = new Map<string, HTMLAudioElement>();
  const audio = (name: string) => {
    const known = loaded.get(name) ?? new Audio(`/sounds/${name}.wav`);
    loaded.set(name, known);
    return known;
  };

  // Fetched when the phone is online, and not while it comes up: the first call must not wait for its sounds.
  createEffect(() => {
    const { kind } = state().reach;
    if (kind !== "ready" && kind !== "away") return;
    for (const name of ["up", "down", "mute-on", "mute-off", "lost", "ringback"]) audio(name);
  });

  /** The sound on the person's speaker, or null when they switched it off. */
  const wanted = (name: string, tick: Tick) => {
    const { silent, speaker } = untrack(sound.choice);
    if (silent.includes(tick)) return null;
    void sendTo(audio(name), speaker.id);
    return audio(name);
  };

  createEffect(on(() => state().call, (after, before) => {
    const name = soundOf(before ?? null, after);
    if (name) wanted(name, tickOf[name])?.play().catch(() => {});
  }));

  const keyTone = makeKeyTone(() => new AudioContext(), () => {
    const { silent, speaker } = untrack(sound.choice);
    return silent.includes("keys") ? null : speaker.id;
  });
  const digits = () => callIn(state().call, ...keypadPhases)?.talk.digits ?? "";
  createEffect(on(digits, (sent, before = "") => keyTone(sent.slice(before.length))));

  const isSilent = createMemo(() => needsRingback(state().call));
  createEffect(on(isSilent, (silent) => {
    if (!silent) return;
    const tone = wanted("ringback", "ringback");
    if (tone) onCleanup(ringOut(tone, cadenceFor(untrack(state).call?.number ?? null)));
  }));
}
