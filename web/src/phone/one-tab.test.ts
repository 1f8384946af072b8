import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type LockSource, type OneTabDeps, takePhone } from "./one-tab.ts";

interface Request {
  name: string;
  run: () => Promise<void>;
  grant: () => void;
  fail: () => void;
}

/** Web Locks, as far as this uses them: https://w3c.github.io/web-locks */
function fakeLocks() {
  const held = new Map<string, Request>();
  const queues = new Map<string, Request[]>();
  const next = (name: string) => {
    held.delete(name);
    queues.get(name)?.shift()?.grant();
  };
  const hold = async (mine: Request) => {
    held.set(mine.name, mine);
    await mine.run();
    if (held.get(mine.name) === mine) next(mine.name);
  };
  const request = (
    name: string,
    options: LockOptions,
    run: (lock: Lock | null) => Promise<void> | undefined,
  ) =>
    new Promise<void>((resolve, reject) => {
      const abort = new DOMException("stolen", "AbortError");
      const mine: Request = {
        name,
        async run() {
          await run({ name, mode: "exclusive" });
          resolve();
        },
        grant() {
          void hold(mine);
        },
        fail: () => reject(abort),
      };
      options.signal?.addEventListener("abort", () => {
        queues.set(name, (queues.get(name) ?? []).filter((other) => other !== mine));
        reject(abort);
      });
      if (options.steal) {
        held.get(name)?.fail();
        return mine.grant();
      }
      if (!held.has(name)) return mine.grant();
      if (options.ifAvailable) return void Promise.resolve(run(null)).then(() => resolve());
      queues.set(name, [...queues.get(name) ?? [], mine]);
    });
  return { request } as unknown as LockSource;
}

/** A browser with its tabs, whose time passes when it is told to. */
function browser() {
  const locks = fakeLocks();
  const tabs: { isFrozen: boolean; hears: (words: string) => void }[] = [];
  const timers: (() => void)[] = [];

  const open = (seatId = 7) => {
    const log: string[] = [];
    const tab: (typeof tabs)[number] = { isFrozen: false, hears: () => {} };
    tabs.push(tab);
    const deps: OneTabDeps = {
      locks,
      openChannel(_, onHeard) {
        tab.hears = onHeard;
        return {
          say(words) {
            for (const other of tabs) if (other !== tab && !other.isFrozen) other.hears(words);
          },
          close: () => void (tab.hears = () => {}),
        };
      },
      every: () => () => {},
      after(_, run) {
        timers.push(run);
        return () => void timers.splice(timers.indexOf(run), 1);
      },
    };
    const letGo = takePhone(deps, seatId, {
      onHeld: () => log.push("held"),
      onElsewhere: () => log.push("elsewhere"),
    });
    return { log, letGo, freeze: () => void (tab.isFrozen = true) };
  };
  return {
    open,
    /** The time for an answer is over. */
    pass: async () => {
      await turn();
      for (const run of timers.splice(0)) run();
      await turn();
    },
  };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("the one tab that is the phone", () => {
  it("is the first, and the next one when that is closed", async () => {
    const { open, pass } = browser();
    const [first, second] = [open(), open()];
    await pass();
    assert.deepEqual([first.log, second.log], [["held"], ["elsewhere"]]);
    first.letGo();
    await pass();
    assert.deepEqual(second.log, ["elsewhere", "held"]);
  });

  it("is another one for another seat", async () => {
    const { open, pass } = browser();
    const [first, second] = [open(7), open(8)];
    await pass();
    assert.deepEqual([first.log, second.log], [["held"], ["held"]]);
  });

  it("is taken from a tab that is frozen, which waits for its turn when it wakes", async () => {
    const { open, pass } = browser();
    const first = open();
    first.freeze();
    const second = open();
    await pass();
    assert.deepEqual([first.log, second.log], [["held", "elsewhere"], ["elsewhere", "held"]]);
    second.letGo();
    await pass();
    assert.deepEqual(first.log, ["held", "elsewhere", "held"]);
  });

  it("is nobody's who was closed while waiting", async () => {
    const { open, pass } = browser();
    const [first, second, third] = [open(), open(), open()];
    await pass();
    second.letGo();
    first.letGo();
    await pass();
    assert.deepEqual([second.log, third.log], [["elsewhere"], ["elsewhere", "held"]]);
  });

  it("is every tab where the browser can't tell", () => {
    const log: string[] = [];
    const deps = { locks: undefined } as unknown as OneTabDeps;
    takePhone(deps, 7, { onHeld: () => log.push("held"), onElsewhere: () => {} });
    assert.deepEqual(log, ["held"]);
  });
});
