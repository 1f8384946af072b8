// From a call's commit to its text in another agent's page, against a bare broadcast into a bare page.
import type { Page } from "playwright-core";
import { accessToken } from "../requests.ts";
import { ms, type Row } from "../row.ts";
import { clockOffset, wallClock, withStage } from "../stage.ts";
import { median, p95 } from "../statistics.ts";
import type { World } from "../world.ts";

const RATIO = 1.5;
/** At 60 Hz. */
const FRAME_MS = 1000 / 60;

const REASON =
  "Half as much again for the trigger, the check of the row and the list, and the frame in which the " +
  "list is drawn.";

/** Resolves with the page's time when its text, without spaces, contains the wanted one. */
const WAIT = `window.seen = (wanted) => {
  window.seenAt = new Promise((resolve) => {
    const main = document.querySelector("main");
    const look = () => {
      if (!main.textContent.replace(/\\s/g, "").includes(wanted)) return;
      watch.disconnect();
      resolve(performance.timeOrigin + performance.now());
    };
    const watch = new MutationObserver(look);
    watch.observe(main, { subtree: true, childList: true, characterData: true });
  });
};`;

export function push(world: World): Promise<Row[]> {
  return withStage(world, async (stage) => {
    const { info, sql } = world;
    const dialer = await stage.dialer("priya@nordlicht-reisen.example", WAIT);
    await dialer.getByRole("main").getByText("Missed").first().waitFor();
    const bare = await stage.newPage(WAIT);
    await bare.goto(stage.pushUrl);
    const [aoife] = await sql`select id from public.agent where identity = 'aoife'`;
    const topic = `agent:${aoife?.["id"]}`;
    const settings = {
      apiUrl: info.apiUrl,
      publishableKey: info.publishableKey,
      accessToken: await accessToken(world, "aoife@nordlicht-reisen.example"),
      topic,
    };
    await bare.evaluate(`window.follow(${JSON.stringify(settings)})`);
    const [call] = await sql`
      select c.id from public.call as c
      join public.call_participant as r on r.call_id = c.id
      join public.agent as a on a.id = r.agent_id and a.identity = 'priya'
      where c.direction = 'inbound' order by c.created_at desc limit 1`;
    const callId = Number(call?.["id"]);

    const change = (text: string) =>
      sql.begin(async (tx) => {
        await tx`update public.call set from_number = ${text} where id = ${callId}`;
        return wallClock();
      });
    const send = (text: string) =>
      sql.begin(async (tx) => {
        await tx`select realtime.send(jsonb_build_object('text', ${text}::text), 'bench', ${topic}, true)`;
        return wallClock();
      });
    const offsets = { dialer: await clockOffset(dialer), bare: await clockOffset(bare) };
    const measure = async (
      page: Page,
      offset: number,
      act: (text: string) => Promise<number>,
      n: number,
    ) => {
      const text = `+4420794${String(100_000 + n).slice(-6)}`;
      await page.evaluate(`window.seen(${JSON.stringify(text)})`);
      const committedAt = await act(text);
      return Number(await page.evaluate("window.seenAt")) - offset - committedAt;
    };
    const samples = world.size.quick ? 40 : 300;
    const ours: number[] = [];
    const floor: number[] = [];
    for (let n = 0; n < samples + 10; n++) {
      const took = await measure(dialer, offsets.dialer, change, n);
      const least = await measure(bare, offsets.bare, send, n);
      if (n < 10) continue;
      ours.push(took);
      floor.push(least);
    }
    const limit = RATIO * median(floor) + FRAME_MS;
    return [{
      measure: "from commit to the text in another agent's page",
      ours: `${ms(median(ours))} (p95 ${ms(p95(ours))})`,
      floor: `${ms(median(floor))} (p95 ${ms(p95(floor))})`,
      result: ms(median(ours)),
      limit: `≤ ${RATIO}× + one frame = ${ms(limit)}`,
      ok: median(ours) <= limit,
      reason: REASON,
    }];
  });
}
