// A real Chromium for tests, with a fake microphone and without any talk to the network of its own.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Browser,
  type BrowserContextOptions,
  chromium as driver,
  type Page,
} from "playwright-core";
import { chromium } from "./browser/chromium.ts";
import { hasSandbox } from "./browser/sandbox.ts";
import { pulsedTone } from "./browser/wave.ts";

export interface TestBrowser {
  browser: Browser;
  /** A page in a context of its own (own storage), with the microphone allowed. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

export interface TestBrowserOptions {
  /** A WAV file that the fake microphone plays in a loop; default: Chromium's own beep each second. */
  fakeAudioFile?: string;
  /** Further switches of Chromium. */
  args?: string[];
}

const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-first-run",
  "--no-pings",
  "--no-default-browser-check",
];

/** Launches Chromium, sandboxed where that works; the caller closes it. */
export async function openBrowser(options: TestBrowserOptions = {}): Promise<TestBrowser> {
  const { path, env } = await chromium();
  const browser = await driver.launch({
    executablePath: path,
    chromiumSandbox: hasSandbox(),
    env: { ...definedEnv(), ...env },
    args: [
      ...QUIET,
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      "--autoplay-policy=no-user-gesture-required",
      ...(options.fakeAudioFile === undefined
        ? []
        : [`--use-file-for-fake-audio-capture=${options.fakeAudioFile}`]),
      ...(options.args ?? []),
    ],
  });
  return {
    browser,
    async newPage(contextOptions = {}) {
      const context = await browser.newContext({ permissions: ["microphone"], ...contextOptions });
      return await context.newPage();
    },
    close: () => browser.close(),
  };
}

function definedEnv(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined) env[name] = value;
  }
  return env;
}

/**
 * Writes a WAV of pulsed tones (200 ms on, 200 ms off) for `fakeAudioFile`; `remove` deletes it and its folder.
 *
 * @param hz frequency; choose one that no other party of the test sends.
 */
export async function writePulsedTone(
  hz: number,
): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "softphone-tone-"));
  const path = join(folder, `${hz}.wav`);
  await writeFile(path, pulsedTone({ hz }));
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}
