import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { openBrowser, type TestBrowser, writePulsedTone } from "./browser.ts";

const HEARD_HZ = 770;
const SILENT_HZ = 1900;

describe("openBrowser", () => {
  let browser: TestBrowser;
  let tone: { path: string; remove(): Promise<void> };
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end("<!doctype html><title>Here</title>");
  });
  let url = "";

  before(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    url = `http://127.0.0.1:${address.port}/`;
    tone = await writePulsedTone(HEARD_HZ);
    browser = await openBrowser({ fakeAudioFile: tone.path });
  });

  after(async () => {
    await browser.close();
    await tone.remove();
    server.close();
  });

  it("shows a page", async () => {
    const page = await browser.newPage();
    await page.goto(url);
    assert.equal(await page.title(), "Here");
  });

  it("gives each page a storage of its own", async () => {
    const [one, two] = [await browser.newPage(), await browser.newPage()];
    await one.goto(url);
    await two.goto(url);
    await one.evaluate("localStorage.setItem('seen', 'one')");
    assert.equal(await two.evaluate("localStorage.getItem('seen')"), null);
  });

  it("feeds the tone to the microphone", async () => {
    const page = await browser.newPage();
    await page.goto(url);
    const ratio = await page.evaluate(`(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const context = new AudioContext();
      const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
      context.createMediaStreamSource(stream).connect(analyser);
      const bins = new Float32Array(analyser.frequencyBinCount);
      const bin = (hz) => Math.round(hz * analyser.fftSize / context.sampleRate);
      for (;;) {
        await new Promise(requestAnimationFrame);
        analyser.getFloatFrequencyData(bins);
        const difference = bins[bin(${HEARD_HZ})] - bins[bin(${SILENT_HZ})];
        if (difference > 20) return difference;
      }
    })()`);
    assert.ok(typeof ratio === "number" && ratio > 20, `tone over silence: ${String(ratio)} dB`);
  });
});
