// The fake devices of the tests' Chromium can't be unplugged: here a page of it believes that one was. And what no
// page tells: which microphones are open, and which one a call sends.
import type { Page } from "playwright-core";

/** Runs in the page before the product. */
const keep = `(() => {
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  const list = devices.enumerateDevices.bind(devices);
  const streams = [];
  const gone = new Set();
  const nameOf = async (id) => (await list()).find((each) => each.deviceId === id)?.label ?? "";
  devices.getUserMedia = async (constraints) => {
    const wanted = constraints.audio?.deviceId?.exact;
    if (gone.has(await nameOf(wanted))) throw new DOMException("Not found", "NotFoundError");
    const stream = await open(constraints);
    streams.push(stream);
    return stream;
  };
  devices.enumerateDevices = async () => (await list()).filter(({ label }) => !gone.has(label));
  let sent = null;
  const addTrack = RTCPeerConnection.prototype.addTrack;
  RTCPeerConnection.prototype.addTrack = function (track, ...streams) {
    sent = track;
    return addTrack.call(this, track, ...streams);
  };
  const replaceTrack = RTCRtpSender.prototype.replaceTrack;
  RTCRtpSender.prototype.replaceTrack = function (track) {
    sent = track;
    return replaceTrack.call(this, track);
  };
  window.__devices = {
    open: () => streams.flatMap((stream) => stream.getAudioTracks())
      .filter((track) => track.readyState === "live").map((track) => track.label),
    sent: () => sent?.readyState === "live" ? sent.label : null,
    async plug(name, isIn) {
      if (isIn) gone.delete(name);
      else gone.add(name);
      for (const track of streams.flatMap((stream) => stream.getAudioTracks())) {
        if (isIn || track.label !== name) continue;
        track.stop();
        track.dispatchEvent(new Event("ended"));
      }
      devices.dispatchEvent(new Event("devicechange"));
    },
  };
})();`;

export async function keepDevices(page: Page): Promise<void> {
  await page.addInitScript(keep);
}

/** The names of the microphones that the page holds open. */
export function openMicrophones(page: Page): Promise<string[]> {
  return page.evaluate("window.__devices.open()");
}

/** The name of the microphone that the page's call sends; null when it sends none. */
export function sentMicrophone(page: Page): Promise<string | null> {
  return page.evaluate("window.__devices.sent()");
}

/** Takes every device of this name out of the page's machine, or puts it back. */
export async function plug(page: Page, name: string, isIn: boolean): Promise<void> {
  await page.evaluate(`window.__devices.plug(${JSON.stringify(name)}, ${isIn})`);
}
