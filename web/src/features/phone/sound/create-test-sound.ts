import { createSignal, onCleanup } from "solid-js";
import { sendTo } from "../../../phone/sink.ts";

/** Plays the ringtone once, to hear which device is which; a second press stops it. */
export function createTestSound() {
  const [isPlaying, setPlaying] = createSignal(false);
  let players: HTMLAudioElement[] = [];
  const stop = () => {
    for (const player of players) player.pause();
    players = [];
    setPlaying(false);
  };
  onCleanup(stop);

  /** @param ids the devices; "" is the system's own */
  async function play(ids: readonly string[]): Promise<void> {
    stop();
    const mine = players = ids.map(() => new Audio("/sounds/ring.wav"));
    setPlaying(true);
    await Promise.all(mine.map((player, at) => sendTo(player, ids[at] ?? "")));
    if (mine !== players) return;
    mine[0]?.addEventListener("ended", () => mine === players && stop());
    await Promise.all(mine.map((player) => player.play())).catch(() => {
      if (mine === players) stop();
    });
  }

  return { isPlaying, play: (ids: readonly string[]) => void play(ids), stop };
}

/** Whether a page can choose where this browser plays: not in Safari before 18.4 and Firefox before 116. */
export const canChooseSpeaker = "setSinkId" in HTMLMediaElement.prototype;
