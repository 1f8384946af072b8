import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { routeSound } from "./sound-route.ts";

/** The SDK's ports with a headset and the system's own, and what was asked of them. */
function phone() {
  const inputs = new Map([["default", 0], ["jabra", 0]]);
  const outputs = new Map([["default", 0], ["jabra", 0]]);
  const asked: string[] = [];
  const set = { inCall: false, microphone: "", speaker: "", canChoose: true };
  let speaker = "default";
  const route = routeSound(
    {
      availableInputDevices: inputs,
      availableOutputDevices: outputs,
      speakerDevices: {
        get: () => new Set([{ deviceId: speaker }]),
        set(id) {
          asked.push(`speaker ${id}`);
          if (!set.canChoose) return Promise.reject(new Error("not supported"));
          speaker = id;
          return Promise.resolve();
        },
      },
      setInputDevice(id) {
        asked.push(`microphone ${id}`);
        return Promise.resolve();
      },
      unsetInputDevice() {
        asked.push("no microphone");
        return Promise.resolve();
      },
    },
    () => set.inCall,
    () => set,
  );
  /** What was asked since, once everything has settled. */
  const since = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return asked.splice(0);
  };
  return { route, set, since, inputs, outputs };
}

describe("the SDK's sound", () => {
  it("goes to the chosen speaker when a call begins, and is told so once", async () => {
    const { route, set, since } = phone();
    route.begin();
    assert.deepEqual(await since(), []);
    set.speaker = "jabra";
    route.begin();
    route.follow();
    assert.deepEqual(await since(), ["speaker jabra"]);
  });

  it("keeps no microphone open without a call", async () => {
    const { route, set, since } = phone();
    set.microphone = "jabra";
    route.follow();
    assert.deepEqual(await since(), []);
  });

  it("changes microphones in a call, and lets go of the last one after it", async () => {
    const { route, set, since } = phone();
    route.begin();
    set.inCall = true;
    set.microphone = "jabra";
    route.follow();
    set.microphone = "";
    route.follow();
    route.end();
    assert.deepEqual(await since(), ["microphone jabra", "microphone default", "no microphone"]);
  });

  it("falls back while the chosen ones are unplugged, and goes back to them", async () => {
    const { route, set, since, inputs, outputs } = phone();
    Object.assign(set, { microphone: "jabra", speaker: "jabra" });
    route.begin();
    set.inCall = true;
    await since();
    inputs.delete("jabra");
    outputs.delete("jabra");
    route.follow();
    assert.deepEqual(await since(), ["speaker default", "microphone default"]);
    inputs.set("jabra", 0);
    outputs.set("jabra", 0);
    route.follow();
    assert.deepEqual(await since(), ["speaker jabra", "microphone jabra"]);
  });

  it("minds no browser that can't choose", async () => {
    const { route, set, since } = phone();
    Object.assign(set, { speaker: "jabra", canChoose: false });
    route.begin();
    assert.deepEqual(await since(), ["speaker jabra"]);
  });
});
