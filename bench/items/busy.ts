// The supervisor's main thread while the whole workspace's calls change.
import * as v from "valibot";
import { ms, type Row } from "../row.ts";
import { delay } from "../delay.ts";
import { withStage } from "../stage.ts";
import { percentile } from "../statistics.ts";
import type { World } from "../world.ts";

const LIMIT_MS = 50;
const CHANGES_A_SECOND = 200;
/** Changes in one statement, and statements a second. */
const BATCH = 10;
const BATCHES_A_SECOND = CHANGES_A_SECOND / BATCH;

const REASON =
  "From 50 ms on, a press feels late (a “long task”, W3C). Only a frame's own work counts, so that a busy machine " +
  "does not look like a busy page.";

export function busy(world: World): Promise<Row[]> {
  return withStage(world, async (stage) => {
    const { sql } = world;
    const page = await stage.dialer("jonas@nordlicht-reisen.example");
    await page.getByRole("main").getByText("Missed").first().waitFor();
    const session = await page.context().newCDPSession(page);
    await addCalls(world);
    await page.reload();
    await page.getByRole("main").getByText("Missed").first().waitFor();

    const seconds = world.size.quick ? 3 : 15;
    await session.send("Tracing.start", {
      transferMode: "ReportEvents",
      traceConfig: { includedCategories: ["disabled-by-default-devtools.timeline"] },
    });
    const events: object[] = [];
    session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
    const ids =
      (await sql`select id from public.call where workspace_id = 1 order by id desc limit 50`)
        .map(({ id }) => String(id));
    const began = performance.now();
    let sent = 0;
    for (let batch = 0; batch < seconds * BATCHES_A_SECOND; batch++) {
      const some = Array.from(
        { length: BATCH },
        (_, n) => ids[(batch * BATCH + n) % ids.length] ?? "",
      );
      await sql`update public.call set from_number = '+442079' || lpad((random() * 999999)::int::text, 6, '0')
        where id in ${sql(some)}`;
      sent += BATCH;
      await delay(Math.max(0, began + (batch + 1) * (1000 / BATCHES_A_SECOND) - performance.now()));
    }
    const took = (performance.now() - began) / 1000;
    const done = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await done;
    const tasks = mainThreadTasks(events);
    const longest = Math.max(0, ...tasks);
    return [{
      measure: `longest piece of work of a supervisor's page at ${
        (sent / took).toFixed(0)
      } changed calls a second`,
      ours: `${ms(longest)} (p99 ${ms(percentile(tasks, 0.99))}, ${tasks.length} tasks)`,
      floor: "–",
      result: ms(longest),
      limit: `≤ ${LIMIT_MS} ms`,
      ok: longest <= LIMIT_MS && tasks.length > 0,
      reason: REASON,
    }];
  });
}

/** Fifty calls, so that the page of calls is full. */
async function addCalls({ sql }: World): Promise<void> {
  await sql`
    insert into public.call (workspace_id, direction, from_number, to_number, number_id, status, created_at, ended_at)
    select 1, 'inbound', '+442079460117', n.twilio_number, n.id, 'no-answer', now(), now()
    from public.workspace_twilio_number as n, generate_series(1, 50)
    where n.twilio_number = '+493023125610'`;
}

const Thread = v.object({
  name: v.literal("thread_name"),
  pid: v.number(),
  tid: v.number(),
  args: v.object({ name: v.literal("CrRendererMain") }),
});
const Task = v.object({
  name: v.literal("RunTask"),
  pid: v.number(),
  tid: v.number(),
  /** CPU time in µs. */
  tdur: v.number(),
});

/** CPU time in ms of each piece that the pages' main threads ran. */
function mainThreadTasks(events: readonly object[]): number[] {
  const mains = new Set(
    events.flatMap((event) => {
      const thread = v.safeParse(Thread, event);
      return thread.success ? [`${thread.output.pid} ${thread.output.tid}`] : [];
    }),
  );
  return events.flatMap((event) => {
    const task = v.safeParse(Task, event);
    if (!task.success || !mains.has(`${task.output.pid} ${task.output.tid}`)) return [];
    return [task.output.tdur / 1000];
  });
}
