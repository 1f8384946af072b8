// A stage for the signalling's tests: signalling on a port of its own, a page with the unmodified Voice SDK on another,
// an engine of which the test plays every move.

import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { Page } from "playwright-core";
import {
  type TestBrowser,
  type TestBrowserOptions,
  writePulsedTone,
} from "../../../test/browser.ts";
import type { CallOrigin, Party } from "../../calls/party.ts";
import { systemClock } from "../../clock.ts";
import { silentLog } from "../../log.ts";
import { createSignalling, type Signalling } from "../signalling.ts";
import { findApiKey, Recorder } from "./doubles.ts";
import { MICROPHONE_HZ } from "./sound.ts";

const SDK = readFileSync(
  new URL("../dist/twilio.min.js", import.meta.resolve("@twilio/voice-sdk")),
);

interface PlacedCall {
  appSid: string;
  identity: string;
  params: Record<string, string>;
  party: Party;
  events: Recorder;
}

export interface Stage {
  signalling: Signalling;
  browser: TestBrowser;
  /** A page whose `sdk` is ready; Twilio's hosts lead to the simulator by the shim alone. */
  page(): Promise<Page>;
  /** The next call that a browser places. */
  placed(): Promise<PlacedCall>;
  close(): Promise<void>;
}

/** @param openBrowser given by the test file, which thereby shows that it needs a browser to itself */
export async function openStage(
  openBrowser: (options: TestBrowserOptions) => Promise<TestBrowser>,
): Promise<Stage> {
  const arrived: PlacedCall[] = [];
  const waiting: ((call: PlacedCall) => void)[] = [];
  let made = 0;
  const origin: CallOrigin = {
    clientCalls({ appSid, identity, params, party }) {
      const call = { appSid, identity, params, party, events: new Recorder() };
      party.listen(call.events);
      const next = waiting.shift();
      if (next) next(call);
      else arrived.push(call);
      return { callSid: `CA${String(++made).padStart(32, "0")}` };
    },
    outsideCalls: () => ({ error: { code: 21211, message: "No outside here" } }),
  };
  const signalling = createSignalling({ findApiKey, origin, clock: systemClock, log: silentLog });

  const simulator = createServer((request, response) => {
    if (!signalling.handleHttp(request, response)) response.writeHead(404).end();
  });
  simulator.on("upgrade", (request, socket, head) => {
    if (!signalling.handleUpgrade(request, socket, head)) socket.destroy();
  });
  const simulatorPort = await listen(simulator);

  const pages = createServer((request, response) => {
    if (request.url === "/sdk.js") response.setHeader("content-type", "text/javascript").end(SDK);
    else {
      response.setHeader("content-type", "text/html").end(
        `<!doctype html><title>Stage</title>
        <script src="http://127.0.0.1:${simulatorPort}/voice-sdk-shim.js"></script>
        <script src="/sdk.js"></script>`,
      );
    }
  });
  const pagePort = await listen(pages);
  const tone = await writePulsedTone(MICROPHONE_HZ);
  const browser = await openBrowser({ fakeAudioFile: tone.path });

  return {
    signalling,
    browser,
    async page() {
      const page = await browser.newPage();
      await page.addInitScript({ content: PAGE_HELPERS });
      await page.goto(`http://127.0.0.1:${pagePort}/`);
      return page;
    },
    placed: () => {
      const call = arrived.shift();
      return call ? Promise.resolve(call) : new Promise((resolve) => waiting.push(resolve));
    },
    async close() {
      await browser.close();
      signalling.close();
      await Promise.all([simulator, pages].map(stop));
      await tone.remove();
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Cannot listen");
  return address.port;
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

/**
 * In the page: `seen.<event>` is a promise for the first such event of the device or of its call, set up before the
 * event can happen; `hears(call, hz, otherHz)` waits for 20 dB of one frequency over the other.
 */
const PAGE_HELPERS = `
  window.until = (emitter, name) => new Promise((resolve) => emitter.once(name, resolve));
  window.seen = {};
  window.watch = (call) => {
    for (const name of ["ringing", "accept", "disconnect", "cancel", "error", "reconnecting", "reconnected", "messageSent", "messageReceived"]) {
      seen[name] = until(call, name);
    }
    return window.call = call;
  };
  window.makeDevice = (token, options = {}) => {
    window.device = new Twilio.Device(token, {
      logLevel: "silent", enableImprovedSignalingErrorPrecision: true, ...options });
    seen.deviceError = until(device, "error");
    seen.incoming = until(device, "incoming").then(watch);
    return device;
  };
  window.hears = async (call, hz, otherHz) => {
    while (!call.getRemoteStream()) await new Promise((next) => requestAnimationFrame(next));
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(call.getRemoteStream()).connect(analyser);
    const bins = new Float32Array(analyser.frequencyBinCount);
    const bin = (wanted) => Math.round(wanted * analyser.fftSize / context.sampleRate);
    for (;;) {
      await new Promise((next) => requestAnimationFrame(next));
      analyser.getFloatFrequencyData(bins);
      const difference = bins[bin(hz)] - bins[bin(otherHz)];
      if (difference > 20) return context.close().then(() => true);
    }
  };`;
