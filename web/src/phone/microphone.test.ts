import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openMicrophone } from "./microphone.ts";

function bench(failure: string | null = null) {
  const streams: { stopped: boolean }[] = [];
  const set = { failure };
  const mediaDevices = {
    getUserMedia() {
      if (set.failure) return Promise.reject(new DOMException("no", set.failure));
      const stream = { stopped: false };
      streams.push(stream);
      const track = { label: "Jabra Evolve2 65", stop: () => void (stream.stopped = true) };
      return Promise.resolve(
        { getTracks: () => [track], getAudioTracks: () => [track] } as unknown as MediaStream,
      );
    },
  };
  return { microphone: openMicrophone({ mediaDevices }), streams, set };
}

describe("the microphone", () => {
  it("is let go after it was checked, and is known by its name", async () => {
    const { microphone, streams } = bench();
    assert.deepEqual(await microphone.check(), { label: "Jabra Evolve2 65" });
    assert.equal(streams[0]?.stopped, true);
  });

  it("is blocked, missing, or forbidden by the page", async () => {
    assert.deepEqual(await bench("NotAllowedError").microphone.check(), { problem: "blocked" });
    assert.deepEqual(await bench("NotFoundError").microphone.check(), { problem: "missing" });
    assert.deepEqual(await bench("NotReadableError").microphone.check(), { problem: "missing" });
    assert.deepEqual(await openMicrophone({}).check(), { problem: "blocked" });
  });

  it("is opened ahead once, and taken by the SDK", async () => {
    const { microphone, streams } = bench();
    assert.equal(await microphone.open(), null);
    await microphone.take({ audio: true });
    assert.equal(streams.length, 1);
    microphone.drop();
    assert.equal(streams[0]?.stopped, false);
  });

  it("is opened for the SDK when nobody did ahead", async () => {
    const { microphone, streams } = bench();
    await microphone.take({ audio: true });
    await microphone.take({ audio: true });
    assert.equal(streams.length, 2);
  });

  it("is let go when it was opened for nothing, also while it opens", async () => {
    const { microphone, streams } = bench();
    const opening = microphone.open();
    microphone.drop();
    await opening;
    assert.equal(streams[0]?.stopped, true);
  });

  it("says why it could not be opened, and can be tried again", async () => {
    const { microphone, set } = bench("NotFoundError");
    assert.equal(await microphone.open(), "missing");
    set.failure = null;
    assert.equal(await microphone.open(), null);
  });
});
