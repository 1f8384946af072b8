import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { keepRing, takeKeptRing } from "./kept-ring.ts";
import { FakeVoice } from "./test-phone.ts";
import type { VoiceCall } from "./voice.ts";

const ring = {
  connectToken: "token",
  from: "+442079460142",
  parameters: [["CallId", "41"]] as [string, string][],
};

/** The store of a tab, and the line that a token connects. */
function openTab() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const tab = {
    storage,
    connected: Array<string>(),
    line: new FakeVoice("", {}),
    fails: false,
    connect: (token: string): Promise<VoiceCall> => {
      tab.connected.push(token);
      if (tab.fails) return Promise.reject(new Error("no line"));
      return Promise.resolve(tab.line);
    },
  };
  return tab;
}

const settle = () => new Promise(setImmediate);

describe("a call that rang as the page was reloaded", () => {
  it("is taken once, with who calls and which call it is", () => {
    const tab = openTab();
    keepRing(tab.storage, ring, 1_000);
    const call = takeKeptRing(tab.storage, 5_000, tab.connect);
    assert.deepEqual([call?.from, call?.parameters.get("CallId")], [ring.from, "41"]);
    assert.equal(takeKeptRing(tab.storage, 5_000, tab.connect), null);
    assert.deepEqual(tab.connected, [], "not before it is answered");
  });

  it("is not taken when it can't ring any more, or is unreadable", () => {
    const tab = openTab();
    keepRing(tab.storage, ring, 1_000);
    assert.equal(takeKeptRing(tab.storage, 61_001, tab.connect), null);
    tab.storage.setItem("softphone-ring", "{}");
    assert.equal(takeKeptRing(tab.storage, 5_000, tab.connect), null);
  });

  it("is answered by its token, and tells from then on", async () => {
    const tab = openTab();
    keepRing(tab.storage, ring, 1_000);
    const call = takeKeptRing(tab.storage, 5_000, tab.connect);
    const events = { closed: () => {} };
    call?.listen(events);
    call?.accept();
    await settle();
    assert.deepEqual([tab.connected, tab.line.tell], [["token"], events]);
  });

  it("is over when its line does not come up, and is hung up when it comes too late", async () => {
    const tab = openTab();
    tab.fails = true;
    keepRing(tab.storage, ring, 1_000);
    const lost = takeKeptRing(tab.storage, 5_000, tab.connect);
    const causes = Array<string>();
    lost?.listen({ closed: (cause) => void causes.push(cause) });
    lost?.accept();
    await settle();
    assert.deepEqual(causes, ["transport"]);
    tab.fails = false;
    keepRing(tab.storage, ring, 1_000);
    const late = takeKeptRing(tab.storage, 5_000, tab.connect);
    late?.accept();
    late?.hangUp();
    await settle();
    assert.equal(tab.line.hungUp, true);
  });
});
