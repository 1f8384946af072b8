// The whole product on one machine, for a browser test: the stack with the seed, the simulator, the built web app,
// and a Chromium whose microphone hears a tone.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "node:test";
import postgres from "postgres";
import type { BrowserContextOptions, Page } from "playwright-core";
import { launch } from "../dev/launcher/launch.ts";
import { copyPrepared } from "../dev/stack/prepared.ts";
import { openBrowser, writePulsedTone } from "../dev/test/browser.ts";
import { keepRemoteSound } from "./remote-sound.ts";
import { openFrontDoor } from "./front-door.ts";
import { keepAnswers, secretsOf } from "./secrets.ts";
import { signInOn } from "./sign-in.ts";
import { simulator } from "./simulator.ts";

const pages = new Set<Page>();
afterEach(async (context) => {
  if ("passed" in context && !context.passed) await tell(context.name);
});

/** What a person would see after a test that failed: what it waited for may have a reason there. */
async function tell(test: string): Promise<void> {
  for (const page of pages) {
    const parts = page.locator("[aria-label=Phone], [role=alert], main");
    const texts = page.isClosed() ? [] : await parts.allInnerTexts().catch(String);
    const text = [texts].flat().map((part) => part.replaceAll(/\s+/g, " ").slice(0, 600));
    if (text.length > 0) console.error(`After “${test}”, ${page.url()}: ${text.join(" | ")}`);
  }
}

/** The tone of the agent's microphone, in Hz. */
export const MICROPHONE_HZ = 850;

/** `withFrontDoor`: Twilio reaches the functions through a door that a test can shut. */
export async function openProduct({ withFrontDoor = false } = {}) {
  const undo: (() => Promise<unknown>)[] = [];
  const closeAll = async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    return await open(undo, closeAll, withFrontDoor);
  } catch (error) {
    // A browser that does not open must not leave the stack running behind it.
    await closeAll();
    throw error;
  }
}

async function open(
  undo: (() => Promise<unknown>)[],
  closeAll: () => Promise<void>,
  withFrontDoor: boolean,
) {
  const folder = await mkdtemp(join(tmpdir(), "softphone-e2e-"));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  await copyPrepared(join(folder, "stack"));
  const tone = await writePulsedTone(MICROPHONE_HZ);
  undo.push(() => tone.remove());
  const frontDoor = withFrontDoor ? await openFrontDoor() : null;
  undo.push(async () => frontDoor?.close());
  const running = await launch({
    dataDir: folder,
    ports: "any",
    seed: true,
    web: true,
    quiet: true,
    validateTwilio: true,
    ...(frontDoor === null ? {} : { functionsUrl: `${frontDoor.url}/functions/v1` }),
  });
  undo.push(() => running.stop());
  frontDoor?.leadTo(running.info.apiUrl);
  const browser = await openBrowser({ fakeAudioFile: tone.path });
  undo.push(() => browser.close());
  const sql = postgres(running.info.dbUrl, { max: 2, onnotice: () => undefined });
  undo.push(() => sql.end());
  const policyReports: string[] = [];
  const twilio = simulator(running.info.twilioUrl);
  const answers = keepAnswers(running.info.apiUrl);
  const secrets = new Map([["the stack's secret key", running.info.secretKey]]);

  /** An empty page in a browser profile of its own, whose answers are searched for secrets at the end. */
  const newPage = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      locale: "en-GB",
      ...options,
    });
    page.on("console", (message) => {
      if (/Content.Security.Policy/i.test(message.text())) policyReports.push(message.text());
    });
    answers.watch(page.context());
    await keepRemoteSound(page);
    pages.add(page);
    return page;
  };

  /** A signed-in person at the dialer. */
  const signIn = async (email: string): Promise<Page> =>
    signInOn(await newPage(), running.info.webUrl, email);

  return {
    info: running.info,
    /** Null in a product without one. */
    frontDoor,
    sql,
    newPage,
    signIn,
    mailUrl: running.mailUrl,
    twilio,
    /** Remembers what is a secret now, though the database may forget it before the end. */
    async keepSecrets() {
      for (const [name, secret] of await secretsOf(sql)) {
        secrets.set(`${name}, ${secrets.size}`, secret);
      }
    },
    /**
     * @throws when a browser was sent a secret, or reported against its policy, or Twilio's API was not used as it is
     * described
     */
    async close() {
      const { mismatches } = await twilio.openapi();
      await this.keepSecrets();
      const leaked = await answers.leaked(secrets);
      await closeAll();
      assert.deepEqual(leaked, [], "a browser was sent a secret");
      assert.deepEqual(mismatches, [], "the API was not used as Twilio describes it");
      assert.deepEqual(policyReports, [], "the Content Security Policy refused something");
    },
  };
}

export type Product = Awaited<ReturnType<typeof openProduct>>;

/** One click to go online, or none for who was online before; then the proof in the phone's foot. */
export async function goOnline(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Go online" });
  const ready = page.getByText("Ready to ring");
  await button.or(ready).first().waitFor();
  if (await button.isVisible()) await button.click();
  await ready.waitFor();
}
