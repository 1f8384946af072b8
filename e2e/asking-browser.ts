// A Chromium that asks before it gives the microphone, as a person's does; the other tests' gives it to everybody,
// whatever the permission says.
import { chromium as driver } from "playwright-core";
import { chromium } from "../dev/test/browser/chromium.ts";

/** Launches it with a fake microphone; without a permission of its context it is refused. The caller closes it. */
export async function openAskingBrowser() {
  const { path, env } = await chromium();
  return await driver.launch({
    executablePath: path,
    chromiumSandbox: process.getuid?.() !== 0,
    env: { ...process.env, ...env },
    args: ["--use-fake-device-for-media-stream", "--disable-background-networking", "--no-pings"],
  });
}
