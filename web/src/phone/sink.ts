interface Sink {
  setSinkId: (id: string) => Promise<void>;
}

/** Whether this browser lets a page choose where an element or an audio context is heard; Safari before 18.4 does not. */
function isSink(player: object): player is Sink {
  return "setSinkId" in player;
}

/**
 * Sends sound to a device, or to the system's own when that one is not there.
 * @param id as the browser names it; "" is the system's own
 */
export async function sendTo(player: HTMLAudioElement | AudioContext, id: string): Promise<void> {
  if (!isSink(player)) return;
  try {
    await player.setSinkId(id);
  } catch {
    await player.setSinkId("").catch(() => {});
  }
}
