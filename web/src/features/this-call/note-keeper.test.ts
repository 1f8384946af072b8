import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ProblemCode, problemOf } from "../../shared/problem.ts";
import { type NoteState, openNote } from "./note-keeper.ts";
import type { Kept } from "./kept-notes.ts";
import type { Note } from "./notes-server.ts";

const me = 7;
const refusal = (code: ProblemCode) => ({ ok: false as const, problem: problemOf(code) });

/** The note of agent 7 on a call: a server that counts versions, a browser's storage, and a clock that stands. */
function desk({ kept = null as Kept | null, note = null as string | null, fails = false } = {}) {
  const server = {
    note: note === null ? null : { body: note, version: 1 },
    others: [] as Note[],
    /** What the network does. */
    fails: fails as boolean | "after",
    refuses: null as ProblemCode | null,
    saves: 0,
    reads: 0,
  };
  let storage = kept;
  let timers: { ms: number; run: () => void }[] = [];
  let state: NoteState | null = null;
  const keeper = openNote({
    myAgentId: me,
    async read() {
      server.reads++;
      await Promise.resolve();
      if (server.fails === true) return refusal("E-NETWORK");
      const own = server.note ? [{ agentId: me, at: 1_000, ...server.note }] : [];
      return { ok: true, value: [...own, ...server.others] };
    },
    async save(body, version) {
      server.saves++;
      await Promise.resolve();
      if (server.fails === true) return refusal("E-NETWORK");
      if (server.refuses) return refusal(server.refuses);
      if (server.note?.body !== body) {
        if ((server.note?.version ?? 0) !== version) return refusal("E-CHANGED");
        server.note = { body, version: version + 1 };
      }
      if (server.fails === "after") return refusal("E-NETWORK");
      return { ok: true, value: { version: server.note.version, at: 2_000 } };
    },
    kept: {
      get: () => storage,
      put: (what) => {
        storage = what;
        return true;
      },
      remove: () => {
        storage = null;
      },
    },
    after(ms, run) {
      const timer = { ms, run };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    onState: (next) => {
      state = next;
    },
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    keeper,
    server,
    settled,
    /** Whatever waits is due, and what it begins comes to its end. */
    due: async () => {
      const now = timers;
      timers = [];
      for (const { run } of now) run();
      await settled();
    },
    waits: () => timers.map(({ ms }) => ms),
    storage: () => storage,
    body: () => state?.body,
    status: () => state?.status,
    others: () => state?.others.map(({ body }) => body),
  };
}

describe("a note", () => {
  it("is there as it was saved, with what the others wrote", async () => {
    const { settled, body, status, others, server, keeper } = desk({ note: "Two cabins" });
    server.others = [{ agentId: 8, body: "From Priya", at: 5, version: 1 }];
    await settled();
    assert.deepEqual([body(), others()], ["Two cabins", ["From Priya"]]);
    assert.deepEqual(status(), { kind: "saved", at: 1_000 });
    keeper.close();
  });

  it("says that it is saved only after the server said so", async () => {
    const { settled, keeper, status, due, server, storage } = desk();
    await settled();
    assert.deepEqual(status(), { kind: "empty" });
    keeper.type("Two");
    assert.deepEqual([status(), storage()?.body], [{ kind: "saving" }, "Two"]);
    keeper.type("Two cabins");
    await due();
    assert.deepEqual(status(), { kind: "saved", at: 2_000 });
    assert.deepEqual([server.note?.body, server.saves, storage()], ["Two cabins", 1, null]);
  });

  it("is saved again when more was typed while it was being saved", async () => {
    const { settled, keeper, status, due, server } = desk();
    await settled();
    keeper.type("Two");
    const first = due();
    keeper.type("Two cabins");
    await first;
    await due();
    assert.deepEqual([server.note?.body, server.note?.version], ["Two cabins", 2]);
    assert.equal(status()?.kind, "saved");
  });

  it("is kept in the browser without a network, and sent when it is back", async () => {
    const { settled, keeper, status, due, server, storage, waits } = desk();
    await settled();
    server.fails = true;
    keeper.type("Two cabins");
    await due();
    assert.deepEqual(status(), { kind: "kept", here: true });
    assert.deepEqual([storage(), waits()], [{ body: "Two cabins", version: 0 }, [5_000]]);
    await due();
    assert.equal(status()?.kind, "kept", "and does not pretend in between");
    server.fails = false;
    keeper.wake();
    await settled();
    assert.deepEqual([server.note?.body, status()?.kind, storage()], ["Two cabins", "saved", null]);
  });

  it("that another page left behind is sent", async () => {
    const { settled, server, status, storage } = desk({ kept: { body: "Late", version: 0 } });
    await settled();
    assert.deepEqual([server.note?.body, status()?.kind, storage()], ["Late", "saved", null]);
  });

  it("that was written before anything could be read is saved if there is nothing to lose", async () => {
    const { settled, server, keeper, due, status } = desk({ fails: true });
    await settled();
    keeper.type("First");
    await due();
    assert.equal(status()?.kind, "kept");
    server.fails = false;
    await due();
    await due();
    assert.deepEqual([server.note?.body, status()?.kind], ["First", "saved"]);
  });

  it("is its own when only the answer to the save was lost", async () => {
    const { settled, server, keeper, due, status } = desk();
    await settled();
    server.fails = "after";
    keeper.type("Two");
    await due();
    server.fails = false;
    keeper.type("Two cabins");
    await due();
    await due();
    assert.deepEqual([server.note?.body, status()?.kind], ["Two cabins", "saved"]);
  });

  it("never overwrites what another tab has saved: the person chooses", async () => {
    for (const choice of ["keepMine", "takeTheirs"] as const) {
      const { settled, server, keeper, due, status, body, storage } = desk({ note: "Two" });
      await settled();
      server.note = { body: "Two cabins, aft", version: 2 };
      keeper.type("Two dogs");
      await due();
      assert.deepEqual(status(), { kind: "changed", theirs: "Two cabins, aft" });
      assert.deepEqual([server.note.body, storage()?.body], ["Two cabins, aft", "Two dogs"]);
      keeper.type("Two dogs!");
      await due();
      assert.equal(server.note.body, "Two cabins, aft", "nor while it waits for the choice");
      keeper[choice]();
      await settled();
      const wanted = choice === "keepMine" ? "Two dogs!" : "Two cabins, aft";
      assert.deepEqual([server.note.body, body(), status()?.kind], [wanted, wanted, "saved"]);
      assert.equal(storage(), null);
    }
  });

  it("follows another tab while nothing is typed here, and reads nothing again for its own saves", async () => {
    const { settled, server, keeper, due, body } = desk({ note: "Two" });
    await settled();
    server.note = { body: "Two cabins", version: 2 };
    keeper.heard(me, 2);
    await settled();
    assert.equal(body(), "Two cabins");
    keeper.type("Two cabins, aft");
    const saving = due();
    keeper.heard(me, 3);
    await saving;
    keeper.heard(me, 3);
    await settled();
    assert.deepEqual([server.note.body, server.reads], ["Two cabins, aft", 2]);
  });

  it("shows what a colleague writes meanwhile", async () => {
    const { settled, server, keeper, others } = desk();
    await settled();
    server.others = [{ agentId: 8, body: "From Priya", at: 5, version: 1 }];
    keeper.heard(8, 1);
    await settled();
    assert.deepEqual(others(), ["From Priya"]);
  });

  it("that the server refuses stays in the field with the reason, and is not sent again by itself", async () => {
    const { settled, server, keeper, due, status, waits } = desk();
    await settled();
    server.refuses = "E-NOTE-LONG";
    keeper.type("Too long");
    await due();
    assert.deepEqual([status()?.kind, waits()], ["refused", []]);
    server.refuses = null;
    keeper.type("Shorter");
    await due();
    assert.deepEqual([status()?.kind, server.note?.body], ["saved", "Shorter"]);
  });

  it("is taken back when it is emptied", async () => {
    const { settled, server, keeper, due, status } = desk({ note: "Two" });
    await settled();
    keeper.type("");
    await due();
    assert.deepEqual([server.note?.body, status(), keeper.isSaved()], [
      "",
      { kind: "empty" },
      true,
    ]);
  });
});
