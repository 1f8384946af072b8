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
import { simulator } from "./simulator.ts";

/** The tone of the agent's microphone, in Hz. */
export const MICROPHONE_HZ = 850;

export async function openWorld() {
  const folder = await mkdtemp(join(tmpdir(), "softphone-e2e-"));
  const tone = await writePulsedTone(MICROPHONE_HZ);
  const running = await launch({
    dataDir: folder,
    ports: "any",
    seed: true,
    web: true,
    quiet: true,
    validateTwilio: true,
  });
  const browser = await openBrowser({ fakeAudioFile: tone.path });
  const sql = postgres(running.info.dbUrl, { max: 2, onnotice: () => undefined });
  const reports: string[] = [];
  const twilio = simulator(running.info.twilioUrl);

  /** A signed-in person at the dialer, in a browser profile of their own. */
  const signIn = async (email: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => {
      if (/Content.Security.Policy/i.test(message.text())) reports.push(message.text());
    });
    await addEar(page);
    await page.goto(running.info.webUrl);
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("switchboard");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("region", { name: "Phone" }).waitFor();
    return page;
  };

  return {
    info: running.info,
    sql,
    browser,
    signIn,
    mailUrl: running.mailUrl,
    twilio,
    /** What the browser reported against the Content Security Policy; a test expects none. */
    policyReports: reports,
    async close() {
      await browser.close();
      const { mismatches } = await twilio.openapi();
      await sql.end();
      await running.stop();
      await tone.remove();
      await rm(folder, { recursive: true, force: true });
      assert.deepEqual(mismatches, [], "the API was not used as Twilio describes it");
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** One click to go online, then the proof in the phone's foot. */
export async function goOnline(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Go online" }).click();
  await page.getByText("Ready to ring").waitFor();
}
