import { untrack } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { sendTo } from "../../../phone/sink.ts";
import type { Tick } from "../../../phone/sound-choice.ts";

/** Plays short sounds in the ear: on the speaker that the person talks with, never where it rings. */
export function createPlayer() {
  const { sound } = usePhone();
  const loaded = new Map<string, HTMLAudioElement>();

  /** Fetches a sound ahead of the moment when it is played. @param name of a file in public/sounds */
  function load(name: string): HTMLAudioElement {
    const audio = loaded.get(name) ?? new Audio(`/sounds/${name}.wav`);
    loaded.set(name, audio);
    return audio;
  }

  /** The sound on the person's speaker, or null when they switched it off. */
  function wanted(name: string, tick: Tick): HTMLAudioElement | null {
    const { silent, speaker } = untrack(sound.choice);
    if (silent.includes(tick)) return null;
    void sendTo(load(name), speaker.id);
    return load(name);
  }

  return {
    load,
    wanted,
    /** Plays it once, unless they switched it off. */
    play(name: string, tick: Tick): void {
      // A browser may refuse sound before the first click.
      wanted(name, tick)?.play().catch(() => {});
    },
  };
}
