// `npm run bench`: measures on the embedded stack, prints a table, writes docs/benchmarks.md.
//
//   npm run bench                  everything; writes docs/benchmarks.md
//   npm run bench -- quick         everything, short
//   npm run bench -- warm push     some
//
// The exit code is 1 when a limit was missed or something could not be measured.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { answer } from "./items/answer.ts";
import { busy } from "./items/busy.ts";
import { cold } from "./items/cold.ts";
import { commands } from "./items/commands.ts";
import { fifty } from "./items/fifty.ts";
import { firstLoad } from "./items/first-load.ts";
import { heap } from "./items/heap.ts";
import { memory } from "./items/memory.ts";
import { million } from "./items/million.ts";
import { push } from "./items/push.ts";
import { ready } from "./items/ready.ts";
import { openStuck } from "./items/stuck.ts";
import { throughput } from "./items/throughput.ts";
import { warm } from "./items/warm.ts";
import { describeMachine, load } from "./machine.ts";
import { markdown, type Section, table } from "./report.ts";
import type { Row } from "./row.ts";
import { FULL, openWorld, QUICK, root, type Size, type World } from "./world.ts";

/** One benchmark on a stack that runs. */
interface Opened {
  measure(): Promise<Row[]>;
  close(): Promise<void>;
}
type Open = (size: Size, signal: AbortSignal) => Promise<Opened>;

/** Each runs on a stack of its own, so that none inherits another's calls. */
const ITEMS: Record<string, Open> = {
  warm: onWorld(warm),
  throughput: onWorld(throughput),
  cold: onWorld(cold),
  push: onWorld(push),
  "first-load": onWorld(firstLoad),
  commands: onWorld(commands),
  memory: onWorld(memory),
  answer: onWorld(answer),
  ready: onWorld(ready),
  busy: onWorld(busy),
  heap: onWorld(heap),
  fifty: onWorld(fifty),
  million: onWorld(million),
  // A world's stack can't be killed without its simulator.
  stuck: openStuck,
};

const words = process.argv.slice(2);
const quick = words.includes("quick");
const names = words.filter((word) => word !== "quick");
const unknown = names.filter((name) => !Object.hasOwn(ITEMS, name));
if (unknown.length > 0) {
  console.error(
    `Cannot measure ${unknown.join(", ")}: there are ${Object.keys(ITEMS).join(", ")}`,
  );
  process.exit(2);
}
const size = quick ? QUICK : FULL;
const giveUp = new AbortController();
let opened: Promise<Opened> | null = null;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void stop());
}
const loadBefore = load();
const sections: Section[] = [];
for (const [name, open] of Object.entries(ITEMS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n== ${name}`);
  const section = await measure(name, open);
  if (giveUp.signal.aborted) process.exit(130);
  sections.push(section);
  console.log(section.failure === null ? table(section.rows) : `FAILED ${section.failure}`);
  console.log(`(${section.seconds.toFixed(0)} s)`);
}

console.log(`\n== all\n${table(sections.flatMap(({ rows }) => rows))}`);
console.log(`\nload of the machine ${loadBefore} before, ${load()} after`);
if (words.length === 0) {
  const text = markdown(sections, {
    machine: describeMachine(),
    date: new Date().toISOString().slice(0, 10),
    loadBefore,
    loadAfter: load(),
    ...size,
  });
  writeFileSync(join(root, "docs/benchmarks.md"), text);
  console.log("written to docs/benchmarks.md");
}
const good = sections.every(({ rows, failure }) => failure === null && rows.every(({ ok }) => ok));
process.exit(good ? 0 : 1);

/** Leaves no process and no folder behind. */
async function stop(): Promise<never> {
  giveUp.abort();
  const item = await opened?.catch(() => null);
  await item?.close().catch(() => undefined);
  process.exit(130);
}

function onWorld(item: (world: World) => Promise<Row[]>): Open {
  return async (size, signal) => {
    const world = await openWorld(size, signal);
    return { measure: () => item(world), close: () => world.close() };
  };
}

async function measure(name: string, open: Open): Promise<Section> {
  const began = performance.now();
  const done = (rows: Row[], failure: string | null): Section => ({
    name,
    rows,
    failure,
    seconds: (performance.now() - began) / 1000,
  });
  try {
    opened = open(size, giveUp.signal);
    const item = await opened;
    try {
      return done(await item.measure(), null);
    } finally {
      opened = null;
      await item.close();
    }
  } catch (error) {
    console.error(error);
    return done([], error instanceof Error ? error.message.split("\n")[0] ?? "" : String(error));
  }
}
