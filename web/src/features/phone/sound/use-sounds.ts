import { createEffect, createMemo, on, onCleanup, untrack } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { cadenceFor, needsRingback, ringOut } from "./ringback.ts";
import { callIn, keypadPhases } from "../phases.ts";
import { createPlayer } from "./create-player.ts";
import { makeKeyTone } from "./key-tone.ts";
import { soundOf, tickOf } from "./call-sound.ts";

/** Plays the small sounds of a call, and the ringing of the other side. */
export function useSounds(): void {
  const { state, sound } = usePhone();
  /** What sounds in another page is heard there. */
  const heard = () => state().call?.elsewhere ? null : state().call;
  const player = createPlayer();

  // Fetched when the phone is online, and not while it comes up: the first call must not wait for its sounds.
  createEffect(() => {
    const { kind } = state().reach;
    if (kind !== "ready" && kind !== "away") return;
    for (const name of ["up", "down", "mute-on", "mute-off", "lost", "ringback"]) player.load(name);
  });

  createEffect(on(heard, (after, before) => {
    const name = soundOf(before ?? null, after);
    if (name) player.play(name, tickOf[name]);
  }));

  const keyTone = makeKeyTone(() => new AudioContext(), () => {
    const { silent, speaker } = untrack(sound.choice);
    return silent.includes("keys") ? null : speaker.id;
  });
  const digits = () => callIn(heard(), ...keypadPhases)?.talk.digits ?? "";
  createEffect(on(digits, (sent, before = "") => keyTone(sent.slice(before.length))));

  const isSilent = createMemo(() => needsRingback(heard()));
  createEffect(on(isSilent, (silent) => {
    if (!silent) return;
    const tone = player.wanted("ringback", "ringback");
    if (tone) onCleanup(ringOut(tone, cadenceFor(untrack(state).call?.number ?? null)));
  }));
}
