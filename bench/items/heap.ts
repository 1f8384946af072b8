// What a tab keeps of the calls that came and went in it.
import type { Page } from "playwright-core";
import type { Row } from "../row.ts";
import { putEverybodyOffline, putOnline } from "../seats.ts";
import { type Simulator, simulatorOf } from "../simulator.ts";
import { BARE_SEAT, goOnline, heapOf, withStage } from "../stage.ts";
import type { World } from "../world.ts";

const CALLER = "+442079460117";
const OUR_LINE = "+493023125610";
const BARE_LINE = "+442079460150";
/** Of ours beyond the bare SDK's, per call. */
const LIMIT_KB = 2;

const REASON =
  "Flat: the list keeps its length, and what the voice SDK itself keeps is the floor (a bare page). 2 kB is what a " +
  "garbage collection leaves open; one row of the list, kept by mistake, weighs 16.";

export function heap(world: World): Promise<Row[]> {
  return withStage(world, async (stage) => {
    await putEverybodyOffline(world);
    const twilio = simulatorOf(world);
    const dialer = await stage.dialer("priya@nordlicht-reisen.example");
    await goOnline(dialer);
    const bare = await stage.newPage();
    await bare.goto(await stage.barePhone(BARE_SEAT));
    await bare.waitForFunction("window.readyAt !== undefined");
    await putOnline(world, ["caoimhe"]);

    // The list is full of calls by then.
    const begin = world.size.quick ? 60 : 100;
    const calls = world.size.quick ? 120 : 500;
    let rung = 0;
    const [ours, floor] = await Promise.all([
      growth(dialer, calls, begin, () => ringOurs(twilio, dialer)),
      growth(bare, calls, begin, () => ringBare(twilio, bare, ++rung)),
    ]);
    const perCall = (ours - floor) / (calls - begin) / 1000;
    const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
    return [{
      measure: `growth of a tab's heap from call ${begin} to call ${calls}`,
      ours: mb(ours),
      floor: mb(floor),
      result: `${perCall.toFixed(1)} kB a call`,
      limit: `≤ ${LIMIT_KB} kB a call`,
      ok: perCall <= LIMIT_KB,
      reason: REASON,
    }];
  });
}

async function growth(
  page: Page,
  calls: number,
  begin: number,
  ring: () => Promise<void>,
): Promise<number> {
  let before = 0;
  for (let call = 0; call < calls; call++) {
    if (call === begin) before = await heapOf(page);
    await ring();
  }
  return await heapOf(page) - before;
}

/** It rings, and the caller gives up. */
async function ringOurs(twilio: Simulator, page: Page): Promise<void> {
  const answer = page.getByRole("region", { name: "Phone" }).getByRole("button", {
    name: /^Answer/,
  });
  const sid = await twilio.dial(CALLER, OUR_LINE);
  await answer.waitFor();
  await twilio.hangUp(sid);
  await answer.waitFor({ state: "detached" });
}

async function ringBare(twilio: Simulator, page: Page, nth: number): Promise<void> {
  const sid = await twilio.dial(CALLER, BARE_LINE);
  await page.evaluate(`(async () => {
    while (window.rang < ${nth}) await new Promise((next) => setTimeout(next, 5));
  })()`);
  await twilio.hangUp(sid);
  await page.evaluate(`(async () => {
    while (window.call.status() === "pending") await new Promise((next) => setTimeout(next, 5));
  })()`);
}
