import assert from "node:assert/strict";
import { test } from "node:test";
import { createKeeper, lingerMs } from "./keeper.ts";

/** A keeper whose windows open when the test says so. */
function kept({ mayOpen = true } = {}) {
  const told: string[] = [];
  const waiting: (() => void)[] = [];
  let timer: (() => void) | null = null;
  let goneNow = () => {};
  return {
    told,
    /** The browser opens what it was asked for. */
    opens: async () => {
      waiting.shift()?.();
      await Promise.resolve();
    },
    passes: () => timer?.(),
    isTimed: () => timer !== null,
    personCloses: () => goneNow(),
    keeper: createKeeper({
      open: (onGone) => {
        told.push("open");
        goneNow = onGone;
        return new Promise((resolve) => {
          waiting.push(() =>
            resolve({
              close: () => {
                told.push("close");
                onGone();
              },
            })
          );
        });
      },
      mayOpen: () => mayOpen,
      after: (ms, run) => {
        assert.equal(ms, lingerMs);
        timer = run;
        return () => void (timer = null);
      },
      onOpen: (isOpen) => told.push(isOpen ? "is open" : "is gone"),
    }),
  };
}

test("it opens with the press that places or answers a call, once", async () => {
  const { keeper, told, opens } = kept();
  keeper.follow(true, "rings");
  assert.deepEqual(told, []);
  keeper.follow(true, "runs");
  keeper.show();
  await opens();
  keeper.follow(true, "runs");
  assert.deepEqual(told, ["open", "is open"]);
});

test("it does not ask a browser that would refuse, nor for whom it is not wanted", () => {
  const { keeper, told } = kept({ mayOpen: false });
  keeper.follow(true, "runs");
  assert.deepEqual(told, []);
  const unwanted = kept();
  unwanted.keeper.follow(false, "runs");
  assert.deepEqual(unwanted.told, []);
});

test("it opens when it comes to be wanted during a call, and closes when it no longer is", async () => {
  const { keeper, told, opens } = kept();
  keeper.follow(false, "runs");
  keeper.follow(true, "runs");
  await opens();
  keeper.follow(false, "runs");
  assert.deepEqual(told, ["open", "is open", "close", "is gone"]);
});

test("it closes a moment after the call, but not when another one rings by then", async () => {
  const { keeper, told, opens, passes, isTimed } = kept();
  keeper.follow(true, "runs");
  await opens();
  keeper.follow(true, "idle");
  keeper.follow(true, "rings");
  assert.equal(isTimed(), false);
  keeper.follow(true, "idle");
  passes();
  assert.deepEqual(told, ["open", "is open", "close", "is gone"]);
});

test("a window that comes after the call has ended closes like the others", async () => {
  const { keeper, opens, isTimed } = kept();
  keeper.follow(true, "runs");
  keeper.follow(true, "idle");
  assert.equal(isTimed(), false);
  await opens();
  assert.equal(isTimed(), true);
});

test("what the person closed stays closed until the next call, or a press that wants it", async () => {
  const { keeper, told, opens, personCloses } = kept();
  keeper.follow(true, "runs");
  await opens();
  personCloses();
  keeper.follow(true, "idle");
  assert.deepEqual(told.splice(0), ["open", "is open", "is gone"]);
  keeper.follow(true, "runs");
  await opens();
  personCloses();
  keeper.show();
  await opens();
  assert.deepEqual(told, ["open", "is open", "is gone", "open", "is open"]);
});

test("a window that the browser refused is asked for again", async () => {
  let asked = 0;
  const keeper = createKeeper({
    open: () => {
      asked++;
      return Promise.resolve(null);
    },
    mayOpen: () => true,
    after: () => () => {},
    onOpen: () => assert.fail("there is none"),
  });
  keeper.follow(true, "runs");
  await Promise.resolve();
  keeper.show();
  assert.equal(asked, 2);
});
