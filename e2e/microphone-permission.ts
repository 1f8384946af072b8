// The tests' Chromium gives its fake microphone to every page, whatever the permission says, and without that switch
// it has none at all. Here the page's permission decides, as it does in a person's browser.
import type { Page } from "playwright-core";

/** Runs in the page before the product. */
const obey = `(() => {
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const { state } = await navigator.permissions.query({ name: "microphone" });
    if (state !== "granted") throw new DOMException("Permission denied", "NotAllowedError");
    return await open(constraints);
  };
})();`;

/** Lets the microphone's permission of the page's context count. */
export async function obeyPermission(page: Page): Promise<void> {
  await page.addInitScript(obey);
}
