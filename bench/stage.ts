// A Chromium with the dialer and the bare pages, for the benchmarks that need a screen.
import type { CDPSession, Page } from "playwright-core";
import { openBrowser, writePulsedTone } from "../dev/test/browser.ts";
import { serveBarePages } from "./bare-pages.ts";
import { accessToken } from "./requests.ts";
import type { World } from "./world.ts";

const MICROPHONE_HZ = 850;
const PASSWORD = "switchboard";

/** Whose calls ring at the bare phone: a seeded one, of another workspace than the dialer's. */
export const BARE_SEAT = { email: "caoimhe@fjordline.example", identity: "caoimhe", workspace: 2 };
type BareSeat = typeof BARE_SEAT;

async function openStage(world: World) {
  const bare = await serveBarePages(world);
  const tone = await writePulsedTone(MICROPHONE_HZ);
  const browser = await openBrowser({
    fakeAudioFile: tone.path,
    args: ["--disable-background-timer-throttling", "--disable-renderer-backgrounding"],
  });
  const newPage = async (script?: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
    page.setDefaultTimeout(30_000);
    if (script !== undefined) await page.addInitScript(script);
    return page;
  };
  return {
    newPage,
    /** A person at the dialer. @param script runs in the page before the product */
    async dialer(email: string, script?: string): Promise<Page> {
      const page = await newPage(script);
      await page.goto(world.info.webUrl);
      await page.getByLabel("Email").fill(email);
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("region", { name: "Phone" }).waitFor();
      return page;
    },
    /** The address of the bare phone of a seat. @param asks whether it reads what the dialer has to read, too */
    async barePhone(seat: BareSeat, asks = false): Promise<string> {
      const query = new URLSearchParams({
        token: await accessToken(world, seat.email),
        identity: seat.identity,
        workspace: String(seat.workspace),
        ...(asks && { api: world.info.apiUrl, key: world.info.publishableKey }),
      });
      return `${bare.url}/phone.html?${query.toString()}`;
    },
    pushUrl: `${bare.url}/push.html`,
    async close() {
      await browser.close();
      await tone.remove();
      bare.close();
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

export async function withStage<T>(world: World, act: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await openStage(world);
  try {
    return await act(stage);
  } finally {
    await stage.close();
  }
}

/** One click, then the proof. */
export async function goOnline(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Go online" }).click();
  await page.getByText("Ready to ring").waitFor();
}

/**
 * How far the page's clock is ahead of ours, in ms: from the quickest of some round trips.
 * Both then speak of `performance.timeOrigin + performance.now()`.
 */
export async function clockOffset(page: Page): Promise<number> {
  let best = { trip: Number.POSITIVE_INFINITY, offset: 0 };
  for (let each = 0; each < 25; each++) {
    const before = wallClock();
    const there = Number(await page.evaluate("performance.timeOrigin + performance.now()"));
    const after = wallClock();
    if (after - before < best.trip) {
      best = { trip: after - before, offset: there - (before + after) / 2 };
    }
  }
  return best.offset;
}

export const wallClock = (): number => performance.timeOrigin + performance.now();

/** Bytes that the page's scripts hold after a garbage collection. */
export async function heapOf(page: Page): Promise<number> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  for (let each = 0; each < 3; each++) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}
