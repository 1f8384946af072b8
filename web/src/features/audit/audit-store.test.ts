import assert from "node:assert/strict";
import { test } from "node:test";
import { type AuditFilter, noFilter } from "./audit-filter.ts";
import { type AuditLine, type AuditPlace, pageLength } from "./audit-lines.ts";
import { type AuditState, auditStore, noLines } from "./audit-store.ts";

const line = (id: number): AuditLine => ({
  id,
  agentId: 1,
  agentName: "Olga",
  action: "workspace.renamed",
  detail: {},
  at: id,
});

/** A log whose newest line has this id. */
function bench(newest: number) {
  const set = { newest, fails: false };
  const asked: [AuditFilter, AuditPlace][] = [];
  let state: AuditState = noLines;
  let hold: Promise<void> | null = null;
  const store = auditStore(async (filter, place) => {
    asked.push([filter, place]);
    await hold;
    if (set.fails) throw new Error("no network");
    const ids = Array.from({ length: set.newest }, (_, at) => set.newest - at);
    const found = ids.filter((id) =>
      place === null || ("before" in place ? id < place.before : id > place.after)
    );
    return found.slice(0, pageLength).map(line);
  }, (now) => (state = now));
  return {
    store,
    set,
    asked,
    state: () => state,
    ids: () => state.lines.map(({ id }) => id),
    waitFor: (promise: Promise<void>) => (hold = promise),
  };
}

test("the newest come first, older ones when asked for, until there are none", async () => {
  const { store, state, ids } = bench(pageLength + 7);
  await store.open(noFilter);
  assert.equal(ids().length, pageLength);
  assert.equal(state().hasOlder, true);
  await store.older();
  assert.deepEqual(ids(), Array.from({ length: pageLength + 7 }, (_, at) => pageLength + 7 - at));
  assert.deepEqual([state().hasOlder, state().status], [false, "ready"]);
});

test("what is new is counted and goes on top when asked for; of much, the newest alone", async () => {
  const { store, set, state, ids } = bench(2);
  await store.open(noFilter);
  set.newest = 4;
  await store.look();
  assert.deepEqual([ids(), state().newer], [[2, 1], 2]);
  store.showNewer();
  assert.deepEqual([ids(), state().newer], [[4, 3, 2, 1], 0]);
  set.newest = 200;
  await store.look();
  store.showNewer();
  assert.deepEqual([ids()[0], ids().length, state().newer], [200, pageLength, 0]);
});

test("what is shown while it is read again is not counted twice", async () => {
  const { store, set, state, ids, waitFor } = bench(1);
  await store.open(noFilter);
  set.newest = 2;
  await store.look();
  const held = Promise.withResolvers<void>();
  waitFor(held.promise);
  const looking = store.look();
  await Promise.resolve();
  store.showNewer();
  held.resolve();
  await looking;
  assert.deepEqual([ids(), state().newer], [[2, 1], 0]);
});

test("nothing new changes nothing, and news that can't be read are no failure", async () => {
  const { store, set, state } = bench(2);
  await store.open(noFilter);
  const before = state().lines;
  await store.look();
  set.fails = true;
  await store.look();
  assert.equal(state().lines, before);
  assert.deepEqual([state().status, state().newer], ["ready", 0]);
});

test("the first line of an empty log shows by itself", async () => {
  const { store, set, state, ids } = bench(0);
  await store.open(noFilter);
  assert.deepEqual(state(), { lines: [], status: "ready", hasOlder: false, newer: 0 });
  set.newest = 1;
  await store.look();
  assert.deepEqual(ids(), [1]);
});

test("an answer to a former filter changes nothing", async () => {
  const { store, state, ids, waitFor } = bench(3);
  const held = Promise.withResolvers<void>();
  waitFor(held.promise);
  const first = store.open(noFilter);
  const second = store.open({ ...noFilter, kind: "people" });
  held.resolve();
  await Promise.all([first, second]);
  assert.deepEqual(ids(), [3, 2, 1]);
  assert.equal(state().status, "ready");
});

test("a failure keeps the lines that are there, and the next try goes on", async () => {
  const { store, set, state, ids } = bench(pageLength + 1);
  await store.open(noFilter);
  set.fails = true;
  await store.older();
  assert.equal(state().status, "failed");
  assert.equal(ids().length, pageLength);
  set.fails = false;
  await store.older();
  assert.deepEqual([state().status, ids().length], ["ready", pageLength + 1]);
});
