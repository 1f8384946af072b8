import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openMicrophone } from "./microphone.ts";

function phone(failure: string | null = null) {
  const streams: { stopped: boolean; track: { enabled: boolean } }[] = [];
  const asked: unknown[] = [];
  const set = { failure, id: "", plugged: true, webRtc: true };
  const mediaDevices = {
    getUserMedia({ audio }: MediaStreamConstraints = {}) {
      asked.push(audio);
      if (audio !== true && !set.plugged) {
        return Promise.reject(new DOMException("no", "OverconstrainedError"));
      }
      if (set.failure) return Promise.reject(new DOMException("no", set.failure));
      const track = {
        label: "Jabra Evolve2 65",
        enabled: true,
        stop: () => void (stream.stopped = true),
      };
      const stream = { stopped: false, track };
      streams.push(stream);
      return Promise.resolve(
        { getTracks: () => [track], getAudioTracks: () => [track] } as unknown as MediaStream,
      );
    },
  };
  return {
    microphone: openMicrophone({ mediaDevices }, () => set.id, () => set.webRtc),
    streams,
    asked,
    set,
  };
}

describe("the microphone", () => {
  it("is let go after it was checked, and is known by its name", async () => {
    const { microphone, streams } = phone();
    assert.deepEqual(await microphone.check(), { label: "Jabra Evolve2 65" });
    assert.equal(streams[0]?.stopped, true);
  });

  it("is blocked, missing, or forbidden by the page", async () => {
    assert.deepEqual(await phone("NotAllowedError").microphone.check(), { problem: "blocked" });
    assert.deepEqual(await phone("NotFoundError").microphone.check(), { problem: "missing" });
    const insecure = openMicrophone({}, () => "", () => true);
    assert.deepEqual(await insecure.check(), { problem: "blocked" });
  });

  it("is in use when another program holds it", async () => {
    const { microphone } = phone("NotReadableError");
    assert.deepEqual(await microphone.check(), { problem: "in-use" });
    assert.equal(await microphone.open(), "in-use");
  });

  it("is of no use without WebRTC, and then it is not even asked for", async () => {
    const { microphone, set, asked } = phone();
    set.webRtc = false;
    assert.deepEqual(await microphone.check(), { problem: "no-webrtc" });
    assert.equal(await microphone.open(), "no-webrtc");
    assert.deepEqual(asked, []);
  });

  it("is opened ahead once, and taken by the SDK", async () => {
    const { microphone, streams } = phone();
    assert.equal(await microphone.open(), null);
    await microphone.take();
    assert.equal(streams.length, 1);
    microphone.drop();
    assert.equal(streams[0]?.stopped, false);
  });

  it("is opened for the SDK when nobody did ahead", async () => {
    const { microphone, streams } = phone();
    await microphone.take();
    await microphone.take();
    assert.equal(streams.length, 2);
  });

  it("is let go when it was opened for nothing, also while it opens", async () => {
    const { microphone, streams } = phone();
    const opening = microphone.open();
    microphone.drop();
    await opening;
    assert.equal(streams[0]?.stopped, true);
  });

  it("says why it could not be opened, and can be tried again", async () => {
    const { microphone, set } = phone("NotFoundError");
    assert.equal(await microphone.open(), "missing");
    set.failure = null;
    assert.equal(await microphone.open(), null);
  });

  it("is the chosen one, or the system's own while that is not plugged in", async () => {
    const { microphone, asked, set } = phone();
    await microphone.check();
    set.id = "jabra";
    await microphone.open();
    await microphone.take();
    set.plugged = false;
    assert.equal(await microphone.open(), null);
    const jabra = { deviceId: { exact: "jabra" } };
    assert.deepEqual(asked, [true, jabra, jabra, true]);
  });

  it("stays muted when another one takes its place", async () => {
    const { microphone, streams } = phone();
    await microphone.open();
    await microphone.take();
    assert.equal(streams[0]?.track.enabled, true);
    Object.assign(streams[0]?.track ?? {}, { enabled: false });
    await microphone.take();
    assert.equal(streams[1]?.track.enabled, false);
  });
});
