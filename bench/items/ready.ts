// From opening the page to "Ready to ring", with everything in the browser's cache.
import type { Page } from "playwright-core";
import { ms, type Row } from "../row.ts";
import { BARE_SEAT, withStage } from "../stage.ts";
import { median, p95 } from "../statistics.ts";
import type { World } from "../world.ts";

const LIMIT_MS = 250;

const REASON =
  "The floor asks the API what the dialer has to know (with the single request that the dialer makes, " +
  "and then for the calls), opens the microphone, fetches a token, registers and reports, with no session and no screen. (In " +
  "brackets: token and registration only.) What ours adds is code, session and screens, and the order that honesty " +
  "requires: nobody registers who can't speak, and nobody is reported available whose phone is not registered. A " +
  "quarter of a second for that leaves three quarters for the network and Twilio, within the one second in which " +
  "nobody feels that they are waiting. A ratio, which this was at first (2.5), says little: the floor is all " +
  "network, a tenth of a second here and several times that on the internet, while what we add stays the same; and " +
  "it rises when we save requests, since the floor saves them too.";

/** Presses "Go online" as soon as it is there, and notes when the proof is shown. */
const WATCH = `addEventListener("DOMContentLoaded", () => {
  let pressed = false;
  const look = () => {
    if (!pressed) {
      const button = [...document.querySelectorAll("button")]
        .find((each) => each.textContent.trim() === "Go online");
      if (button) { pressed = true; button.click(); }
    }
    if (window.readyAt === undefined && document.body.textContent.includes("Ready to ring")) {
      window.readyAt = performance.now();
      watch.disconnect();
    }
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { subtree: true, childList: true, characterData: true });
});`;

const AWAIT_READY = `(async () => {
  while (window.readyAt === undefined) await new Promise((next) => setTimeout(next, 5));
  return window.readyAt;
})()`;

export function ready(world: World): Promise<Row[]> {
  return withStage(world, async (stage) => {
    const dialer = await stage.dialer("priya@nordlicht-reisen.example", WATCH);
    const bare = await stage.newPage();
    const [least, askingUrl] = [
      await stage.barePhone(BARE_SEAT),
      await stage.barePhone(BARE_SEAT, true),
    ];
    const open = async (page: Page, url: string): Promise<number> => {
      await page.goto(url);
      const took = Number(await page.evaluate(AWAIT_READY));
      await page.goto("about:blank");
      return took;
    };
    const ours: number[] = [];
    const floor: number[] = [];
    const registered: number[] = [];
    const samples = world.size.quick ? 4 : 20;
    for (let sample = -1; sample < samples; sample++) {
      const taken = [
        await open(bare, least),
        await open(bare, askingUrl),
        await open(dialer, world.info.webUrl),
      ];
      if (sample < 0) continue;
      [registered, floor, ours].forEach((list, index) => list.push(taken[index] ?? 0));
    }
    const difference = median(ours) - median(floor);
    return [{
      measure: "from opening the page to “Ready to ring”, warm cache",
      ours: `${ms(median(ours))} (p95 ${ms(p95(ours))})`,
      floor: `${ms(median(floor))} (p95 ${ms(p95(floor))}) [${ms(median(registered))}]`,
      result: `+${ms(difference)}`,
      limit: `≤ +${LIMIT_MS} ms`,
      ok: difference <= LIMIT_MS,
      reason: REASON,
    }];
  });
}
