// Tabs of Chromium with the unmodified Voice SDK. Against a simulator Twilio's names are mapped to its port, by TLS;
// nothing in the page knows.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Page } from "playwright-core";
import type { TestBrowser, TestBrowserOptions } from "../../test/browser.ts";
import { TWILIO_URL } from "./target.ts";

const SDK = readFileSync(
  new URL("../dist/twilio.min.js", import.meta.resolve("@twilio/voice-sdk")),
);

export interface Tab {
  page: Page;
  /** Runs an async function's body in the page; `device`, `call` and `seen.<event>` are at hand there. */
  run(script: string): Promise<unknown>;
  /** Makes the device and registers it. */
  register(token: string): Promise<void>;
  close(): Promise<void>;
}

export interface Tabs {
  open(): Promise<Tab>;
  close(): Promise<void>;
}

/** @param openBrowser given by who runs the suite, so that the simulator imports no browser */
export async function startTabs(
  openBrowser: (options: TestBrowserOptions) => Promise<TestBrowser>,
  baseUrl: string,
): Promise<Tabs> {
  const site = createServer((request, response) => {
    if (request.url === "/sdk.js") response.setHeader("content-type", "text/javascript").end(SDK);
    else {
      response.setHeader("content-type", "text/html")
        .end(`<!doctype html><title>Conformance</title><script src="/sdk.js"></script>`);
    }
  });
  await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
  const address = site.address();
  if (address === null || typeof address === "string") throw new Error("Cannot listen: no port");
  const { host } = new URL(baseUrl);
  const args = baseUrl === TWILIO_URL
    ? []
    : [`--host-resolver-rules=MAP *.twilio.com:443 ${host}`, "--ignore-certificate-errors"];
  const browser = await openBrowser({ args });
  return {
    async open() {
      const page = await browser.newPage();
      await page.addInitScript({ content: HELPERS });
      await page.goto(`http://127.0.0.1:${address.port}/`);
      const run = (script: string) => page.evaluate(`(async () => { ${script} })()`);
      return {
        page,
        run,
        async register(token) {
          await run(`await makeDevice(${JSON.stringify(token)}).register();`);
        },
        close: () => page.context().close(),
      };
    },
    async close() {
      await browser.close();
      site.closeAllConnections();
      await new Promise((done) => site.close(done));
    },
  };
}

const HELPERS = `
  window.until = (emitter, name) => new Promise((resolve) => emitter.once(name, resolve));
  window.seen = {};
  window.watch = (call) => {
    for (const name of ["ringing", "accept", "disconnect", "cancel", "error", "reject"]) {
      seen[name] = until(call, name);
    }
    return window.call = call;
  };
  window.makeDevice = (token) => {
    window.device = new Twilio.Device(token, {
      logLevel: "silent", enableImprovedSignalingErrorPrecision: true, maxCallSignalingTimeoutMs: 15000 });
    seen.deviceError = until(device, "error");
    seen.incoming = until(device, "incoming").then(watch);
    return device;
  };`;
