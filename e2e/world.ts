// The whole product on one machine, for a browser test: the stack with the seed, the simulator, the built web app,
// and a Chromium whose microphone hears a tone.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { Page } from "playwright-core";
import { launch } from "../dev/launcher/launch.ts";
import { openBrowser, writePulsedTone } from "../dev/test/browser.ts";
import { addEar } from "./ear.ts";
import { signInOn } from "./sign-in.ts";
import { simulator } from "./simulator.ts";

/** The tone of the agent's microphone, in Hz. */
export const MICROPHONE_HZ = 850;

export async function openWorld() {
  const undo: (() => Promise<unknown>)[] = [];
  const closeAll = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return await open(undo, closeAll);
  } catch (error) {
    // A browser that does not open must not leave the stack running behind it.
    await closeAll();
    throw error;
  }
}

async function open(undo: (() => Promise<unknown>)[], closeAll: () => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), "softphone-e2e-"));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const tone = await writePulsedTone(MICROPHONE_HZ);
  undo.push(tone.remove);
  const running = await launch({
    dataDir: folder,
    ports: "any",
    seed: true,
    web: true,
    quiet: true,
    validateTwilio: true,
  });
  undo.push(running.stop);
  const browser = await openBrowser({ fakeAudioFile: tone.path });
  undo.push(browser.close);
  const sql = postgres(running.info.dbUrl, { max: 2, onnotice: () => undefined });
  undo.push(() => sql.end());
  const policyReports: string[] = [];
  const twilio = simulator(running.info.twilioUrl);

  /** A signed-in person at the dialer, in a browser profile of their own. */
  const signIn = async (email: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
    page.on("console", (message) => {
      if (/Content.Security.Policy/i.test(message.text())) policyReports.push(message.text());
    });
    await addEar(page);
    return signInOn(page, running.info.webUrl, email);
  };

  return {
    info: running.info,
    sql,
    browser,
    signIn,
    mailUrl: running.mailUrl,
    twilio,
    /** @throws when the browser reported against its policy, or Twilio's API was not used as it is described */
    async close() {
      const { mismatches } = await twilio.openapi();
      await closeAll();
      assert.deepEqual(mismatches, [], "the API was not used as Twilio describes it");
      assert.deepEqual(policyReports, [], "the Content Security Policy refused something");
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** One click to go online, then the proof in the phone's foot. */
export async function goOnline(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Go online" }).click();
  await page.getByText("Ready to ring").waitFor();
}
