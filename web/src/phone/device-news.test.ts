import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deviceNews, type InUse } from "./device-news.ts";
import type { SoundDevices } from "./sound-devices.ts";

function devices(microphones: string[], speakers: string[]): SoundDevices {
  const list = (names: string[]) => ({
    all: names.map((label) => ({ id: label, label })),
    standard: names[0] ?? "",
  });
  return { microphones: list(microphones), speakers: list(speakers) };
}

function using(microphone: string, speaker: string): InUse {
  return {
    microphone: { name: microphone, isStandIn: false },
    speaker: { name: speaker, isStandIn: false },
  };
}

const onJabra = using("Jabra", "Jabra");
const onMac = using("MacBook microphone", "MacBook speakers");
const mac = devices(["MacBook microphone"], ["MacBook speakers"]);
const both = devices(["MacBook microphone", "Jabra"], ["MacBook speakers", "Jabra"]);

describe("news of the devices", () => {
  it("names a headset that was unplugged once, and what is used instead", () => {
    assert.deepEqual(deviceNews(onJabra, onMac, mac), {
      gone: ["Jabra"],
      now: ["MacBook speakers", "MacBook microphone"],
      isMute: false,
    });
  });

  it("names it when it is back", () => {
    assert.deepEqual(deviceNews(onMac, onJabra, both), {
      gone: [],
      now: ["Jabra"],
      isMute: false,
    });
  });

  it("is none while the same ones are used", () => {
    assert.equal(deviceNews(onMac, onMac, both), null);
  });

  it("tells that nobody can hear the person", () => {
    assert.deepEqual(
      deviceNews(onJabra, using("", "MacBook speakers"), devices([], ["MacBook speakers"])),
      {
        gone: ["Jabra"],
        now: ["MacBook speakers"],
        isMute: true,
      },
    );
  });

  it("is none when names become known", () => {
    assert.equal(deviceNews(using("", ""), onMac, mac), null);
  });
});
