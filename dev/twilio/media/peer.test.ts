import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import type { AudioPort } from "../calls/party.ts";
import { createLegAudio } from "./leg-audio.ts";
import { answerOffer, makeOffer, type Peer } from "./peer.ts";
import { steadyTone, toneShare } from "./testing/tones.ts";

/** Sends frames every 10 ms until the returned function is called. */
function play(port: AudioPort, next: () => Int16Array): () => void {
  const timer = setInterval(() => port.write(next()), 10);
  return () => clearInterval(timer);
}

/** Waits until the last 200 ms that were heard hold mostly the tone. */
function hears(port: AudioPort, hz: number): Promise<void> {
  const last: Int16Array[] = [];
  return new Promise((resolve) =>
    port.onFrame((frame) => {
      last.push(frame);
      if (last.length > 20) last.shift();
      if (
        last.length < 20 || toneShare(Int16Array.from(last.flatMap((f) => [...f])), hz) < 0.9
      ) return;
      port.onFrame(null);
      resolve();
    })
  );
}

async function pair(): Promise<{ caller: Peer; called: Peer }> {
  const caller = await makeOffer();
  const called = await answerOffer(caller.sdp());
  await caller.accept(called.sdp());
  return { caller, called };
}

describe("a pair of peers", () => {
  it("hears a tone each way, in frames of 80 samples", async () => {
    const { caller, called } = await pair();
    const stop = [play(caller.audio, steadyTone(440)), play(called.audio, steadyTone(1000))];
    await Promise.all([hears(called.audio, 440), hears(caller.audio, 1000)]);
    const length = await new Promise((done) => caller.audio.onFrame((frame) => done(frame.length)));
    assert.equal(length, 80);
    for (const end of stop) end();
    caller.close();
    called.close();
  });

  it("offers PCMU first, no telephone-event and no TCP candidate", async () => {
    const caller = await makeOffer();
    assert.match(caller.sdp(), /^m=audio \d+ UDP\/TLS\/RTP\/SAVPF 0 \d+\r$/m);
    assert.doesNotMatch(caller.sdp(), /telephone-event| tcp /i);
    assert.match(caller.sdp(), /^a=candidate:\S+ 1 udp \d+ 127\.0\.0\.1 /m);
    caller.close();
  });

  it("knows the description of its own browser session from another's", async () => {
    const { caller, called } = await pair();
    const stranger = await makeOffer();
    assert.ok(called.isOf(caller.sdp()));
    assert.ok(!called.isOf(stranger.sdp()));
    for (const peer of [caller, called, stranger]) peer.close();
  });
});

describe("the sound of a leg", () => {
  it("goes on when its peer is replaced, and plays keys as their two tones", async () => {
    const audio = createLegAudio();
    const first = await pair();
    audio.attach(first.called);
    const stop = play(first.caller.audio, steadyTone(440));
    await hears(audio, 440);
    stop();

    const second = await pair();
    audio.attach(second.called);
    const stopSecond = play(second.caller.audio, steadyTone(600));
    await hears(audio, 600);
    stopSecond();

    // Key 5 is 770 Hz and 1336 Hz; half the energy each.
    const heard: Int16Array[] = [];
    const key = new Promise<void>((resolve) =>
      second.caller.audio.onFrame((frame) => {
        heard.push(frame);
        const recent = Int16Array.from(heard.slice(-8).flatMap((f) => [...f]));
        if (toneShare(recent, 770) > 0.4 && toneShare(recent, 1336) > 0.4) resolve();
      })
    );
    audio.playKeys("5");
    await key;
    audio.close();
    first.caller.close();
    second.caller.close();
  });
});

describe("a process that used peers", () => {
  it("ends by itself and in peace once they are closed", async () => {
    const script = `
      const { makeOffer, answerOffer } = await import(${
      JSON.stringify(import.meta.resolve("./peer.ts"))
    });
      for (let i = 0; i < 3; i++) {
        const caller = await makeOffer();
        const called = await answerOffer(caller.sdp());
        await caller.accept(called.sdp());
        await new Promise((heard) => called.audio.onFrame(heard));
        caller.close();
        called.close();
      }
      console.log("closed");`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "-e", script],
      { timeout: 20_000 },
    );
    assert.equal(stdout, "closed\n");
  });
});
