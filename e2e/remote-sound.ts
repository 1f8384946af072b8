// What a browser hears from the other side: an ear put into the page beside the product, which knows nothing of it.
import type { Page } from "playwright-core";

/** Runs in the page before the product: keeps every remote audio track that WebRTC brings. */
const listen = `(() => {
  const Native = window.RTCPeerConnection;
  window.__remote = [];
  window.RTCPeerConnection = new Proxy(Native, {
    construct(target, args) {
      const peer = new target(...args);
      peer.addEventListener("track", (event) => window.__remote.push(event.track));
      return peer;
    },
  });
})();`;

export async function keepRemoteSound(page: Page): Promise<void> {
  await page.addInitScript(listen);
}

/**
 * How much louder `hz` is than `otherHz` in what the page hears now, in dB, once sound has come at all: a ratio of
 * tone to noise, never a level. Waits, frame by frame, until the ratio has reached `atLeast`, or 15 s have gone.
 */
export function heardRatio(
  page: Page,
  hz: number,
  otherHz: number,
  atLeast: number,
): Promise<number> {
  return page.evaluate(async ([hz, otherHz, atLeast]) => {
    const tracks = (window as unknown as { __remote: MediaStreamTrack[] }).__remote;
    // All that the ear gets: a call that waits beside another one has a track, too.
    const live = tracks.filter((each) => each.readyState === "live");
    if (live.length === 0) return Number.NEGATIVE_INFINITY;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
    for (const track of live) {
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    }
    const bins = new Float32Array(analyser.frequencyBinCount);
    const bin = (frequency: number) =>
      Math.round((frequency * analyser.fftSize) / context.sampleRate);
    const end = performance.now() + 15_000;
    let best = Number.NEGATIVE_INFINITY;
    while (performance.now() < end && best < atLeast) {
      await new Promise(requestAnimationFrame);
      analyser.getFloatFrequencyData(bins);
      const here = bins[bin(hz)] ?? Number.NEGATIVE_INFINITY;
      const there = bins[bin(otherHz)] ?? Number.NEGATIVE_INFINITY;
      if (Number.isFinite(here) && Number.isFinite(there)) best = Math.max(best, here - there);
    }
    await context.close();
    return best;
  }, [hz, otherHz, atLeast] as const);
}
