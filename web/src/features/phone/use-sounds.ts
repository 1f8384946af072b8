import { createEffect, createMemo, on, onCleanup, untrack } from "solid-js";
import { usePhone } from "../../phone/phone-context.ts";
import { cadenceFor, needsRingback, ringOut } from "./ringback.ts";
import { soundOf } from "./sound-of.ts";

/** Plays the small sounds of a call, and the ringing of the other side. */
export function useSounds(): void {
  const { state } = usePhone();
  const loaded = new Map<string, HTMLAudioElement>();
  const audio = (name: string) => {
    const known = loaded.get(name) ?? new Audio(`/sounds/${name}.wav`);
    loaded.set(name, known);
    return known;
  };

  // Fetched while the phone goes online: the first call must not wait for its sounds.
  createEffect(() => {
    if (state().reach.kind !== "going-online") return;
    for (const name of ["up", "down", "mute-on", "mute-off", "lost", "ringback"]) {
      audio(name).load();
    }
  });

  createEffect(on(() => state().call, (after, before) => {
    const name = soundOf(before ?? null, after);
    if (name) audio(name).play().catch(() => {});
  }));

  const isSilent = createMemo(() => needsRingback(state().call));
  createEffect(on(isSilent, (silent) => {
    if (!silent) return;
    const stop = ringOut(audio("ringback"), cadenceFor(untrack(state).call?.number ?? null));
    onCleanup(stop);
  }));
}
