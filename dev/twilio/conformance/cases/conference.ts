// The upgrade of a plain call to a conference, and what survives it.

import type { Case } from "../case.ts";
import type { Came } from "../receiver.ts";
import { reports, type Stage } from "../stage.ts";

const ROOM = "conformance-room";

const conference = (url: string, more = "") =>
  `<Response><Dial action="${url}/left"><Conference beep="false" waitUrl="" ` +
  `statusCallback="${url}/room" statusCallbackEvent="start end join leave" ${more}>${ROOM}` +
  `</Conference></Dial></Response>`;

const joins = (came: readonly Came[]) =>
  came.filter(({ form }) => form["StatusCallbackEvent"] === "participant-join");

/** A caller and a tab that talk, and the sids of both legs. */
async function talking(stage: Stage, identity: string) {
  const tab = await stage.tabs.open();
  await tab.register(stage.token(identity));
  const { receiver } = stage;
  receiver.begin({
    "/voice": `<Response><Dial answerOnBridge="true" action="/action">` +
      `<Client ${reports()}>${identity}</Client></Dial></Response>`,
    "/action": conference(receiver.url),
    "/left": "<Response/>",
  });
  const { sid: parent, outside } = await stage.callIn();
  await tab.run(`await seen.incoming; call.accept(); await seen.accept;`);
  const { form } = await receiver.wait(
    "the answer",
    (came) => came.form["CallStatus"] === "in-progress" && "ParentCallSid" in came.form,
  );
  return { tab, parent, outside, child: form["CallSid"] ?? "" };
}

async function bothJoined(stage: Stage): Promise<number> {
  await stage.receiver.wait("both joined", () => joins(stage.receiver.came).length === 2);
  return Math.max(...joins(stage.receiver.came).map(({ at }) => at));
}

export const upgrade: Case = {
  asks: "timing of the redirect that upgrades a Dial",
  assumed: "both legs join",
  async run(stage, note) {
    const { tab, child } = await talking(stage, "conformance_upgraded");
    const began = Date.now();
    await stage.api.calls(child).update({ twiml: conference(stage.receiver.url) });
    note(`both joined ${await bothJoined(stage) - began} ms after the redirect`);
    await tab.close();
    return "both legs join";
  },
};

export const recordingSurvives: Case = {
  asks: "whether a running recording survives a redirect",
  assumed: "it runs on",
  async run(stage) {
    const { tab, parent, child } = await talking(stage, "conformance_recorded");
    const recordings = stage.api.calls(parent).recordings;
    const recording = await recordings.create({ recordingChannels: "dual" });
    await stage.api.calls(child).update({ twiml: conference(stage.receiver.url) });
    await bothJoined(stage);
    const { status } = await stage.api.calls(parent).recordings(recording.sid).fetch();
    await tab.close();
    // The library's type leaves out what a running recording says.
    return ["in-progress", "processing"].includes(status) ? "it runs on" : `it is ${status}`;
  },
};

export const keysThroughConference: Case = {
  asks: "DTMF through a conference",
  assumed: "the others hear tones",
  async run(stage) {
    const { tab, child, outside } = await talking(stage, "conformance_keys");
    await stage.api.calls(child).update({ twiml: conference(stage.receiver.url) });
    await bothJoined(stage);
    const listens = tab.run(LISTEN);
    // No Gather can run in a conference: what is left of a key is its sound.
    await stage.api.calls(outside).update({
      twiml:
        `<Response><Pause length="1"/><Play digits="5555w5555"/><Pause length="20"/></Response>`,
    });
    const heard = await listens;
    await tab.close();
    return heard === true ? "the others hear tones" : "the others hear nothing";
  },
};

/** Waits up to 15 s for the two tones of the key 5 (770 and 1336 Hz), each 20 dB over its neighbourhood. */
const LISTEN = `
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
  context.createMediaStreamSource(call.getRemoteStream()).connect(analyser);
  const bins = new Float32Array(analyser.frequencyBinCount);
  const bin = (hz) => Math.round(hz * analyser.fftSize / context.sampleRate);
  const end = Date.now() + 15000;
  while (Date.now() < end) {
    await new Promise((next) => setTimeout(next, 20));
    analyser.getFloatFrequencyData(bins);
    if (bins[bin(1336)] - bins[bin(1500)] > 20 && bins[bin(770)] - bins[bin(900)] > 20) return true;
  }
  return false;`;
