import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readSoundChoice, systemDefault } from "./sound-choice.ts";
import { type DeviceInfo, readDevices, renewIds, switchRinger, usedOf } from "./sound-devices.ts";

function info(kind: MediaDeviceKind, deviceId: string, label: string, groupId = ""): DeviceInfo {
  return { kind, deviceId, label, groupId };
}

const jabra = { id: "j", label: "Jabra Evolve2 65" };
const built = { id: "m", label: "MacBook Microphone" };
const chromium = [
  info("audioinput", "default", "Default - Jabra Evolve2 65 (0b0e:030c)"),
  info("audioinput", "communications", "Communications - Jabra Evolve2 65 (0b0e:030c)"),
  info("audioinput", "m", "MacBook Microphone"),
  info("audioinput", "j", "Jabra Evolve2 65 (0b0e:030c)"),
  info("videoinput", "c", "Camera"),
  info("audiooutput", "default", "Standard", "g2"),
  info("audiooutput", "s", "MacBook Speakers", "g1"),
  info("audiooutput", "j", "Jabra Evolve2 65", "g2"),
];

describe("the devices that the browser lists", () => {
  it("are named once each, and the system's own by the real one's name", () => {
    const { microphones, speakers } = readDevices(chromium);
    assert.deepEqual(microphones, { all: [built, jabra], standard: "Jabra Evolve2 65" });
    assert.equal(speakers.standard, "Jabra Evolve2 65", "by its group");
  });

  it("begin with the system's own where it has no entry", () => {
    const { microphones } = readDevices([chromium[3], chromium[2]].filter((each) => !!each));
    assert.equal(microphones.standard, "Jabra Evolve2 65");
  });

  it("are none before the microphone is allowed", () => {
    const { microphones } = readDevices([info("audioinput", "", "")]);
    assert.deepEqual(microphones, { all: [], standard: "" });
  });
});

describe("what was chosen", () => {
  const { microphones } = readDevices(chromium);

  it("is used while it is there; else the system's own stands in", () => {
    assert.deepEqual(usedOf(built, microphones), { name: built.label, isStandIn: false });
    assert.deepEqual(usedOf(systemDefault, microphones), { name: jabra.label, isStandIn: false });
    const gone = { id: "x", label: "Poly" };
    assert.deepEqual(usedOf(gone, microphones), { name: jabra.label, isStandIn: true });
  });

  it("is found by its name when its id is another one now", () => {
    const devices = readDevices(chromium);
    const choice = readSoundChoice({ getItem: () => null });
    const before = { ...choice, microphone: { id: "old", label: jabra.label } };
    assert.deepEqual(renewIds(before, devices).microphone, jabra);
    assert.equal(renewIds(choice, devices), choice, "the system's own has no id");
    const gone = { ...choice, speaker: { id: "x", label: "Poly" } };
    assert.equal(renewIds(gone, devices), gone, "what is not there may come back");
  });
});

describe("where it rings", () => {
  it("is one device or several, and never none", () => {
    assert.deepEqual(switchRinger([systemDefault], jabra, true), [systemDefault, jabra]);
    assert.deepEqual(switchRinger([systemDefault, jabra], systemDefault, false), [jabra]);
    assert.deepEqual(switchRinger([jabra], jabra, false), [systemDefault]);
    assert.deepEqual(switchRinger([systemDefault], systemDefault, false), [systemDefault]);
    assert.deepEqual(switchRinger([jabra], jabra, true), [jabra]);
  });
});
