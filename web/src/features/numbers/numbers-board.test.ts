import assert from "node:assert/strict";
import { test } from "node:test";
import type { AccountNumbers } from "../../../../supabase/functions/_shared/contracts/numbers.ts";
import { problemOf, type Result } from "../../shared/problem.ts";
import { type Board, emptyBoard, facts, numbersBoard, stopUsing } from "./numbers-board.ts";
import type { NumbersServer } from "./numbers-server.ts";
import { isUsed, type KeptUse, type NumbersTable, type OwnNumber } from "./numbers-table.ts";

const sales: OwnNumber = {
  id: 1,
  number: "+493023125610",
  name: "Sales",
  forNewAgents: false,
  recording: null,
};
const priya = 2;
const both: KeptUse = { id: 5, mayCall: true, rings: true };
const good = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value });

/** A database with one number, which may be changed by somebody else, too. */
function start(
  { account = { isTrial: false, numbers: [] }, table: changed = {} }: {
    account?: AccountNumbers;
    table?: Partial<NumbersTable>;
  } = {},
) {
  let name = sales.name;
  const uses = new Map<number, KeptUse>([[priya, both]]);
  const numbers = [sales];
  const table: NumbersTable = {
    read: () =>
      Promise.resolve({
        numbers: numbers.map((each) => each.id === 1 ? { ...each, name } : each),
        uses: new Map([[sales.number, new Map(uses)]]),
      }),
    rename: (number, to) => {
      if (number.name !== name) return good(false);
      name = to;
      return good(true);
    },
    setForNewAgents: () => good(true),
    setRecording: () => good(true),
    setUse: (_, agentId, was, use) => {
      if (JSON.stringify(uses.get(agentId) ?? null) !== JSON.stringify(was)) return good(false);
      if (isUsed(use)) uses.set(agentId, { id: 5, ...use });
      else uses.delete(agentId);
      return good(true);
    },
    ...changed,
  };
  const asked: string[] = [];
  const server: Pick<NumbersServer, "account" | "bringIn"> = {
    account: () => {
      asked.push("account");
      return good(structuredClone(account));
    },
    bringIn: (sid) => {
      asked.push(sid);
      numbers.push({
        id: 9,
        number: "+442079460142",
        name: "",
        forNewAgents: false,
        recording: null,
      });
      return good({ number: "+442079460142" });
    },
  };
  let board: Board = emptyBoard;
  const boards: Board[] = [];
  const changes = numbersBoard({
    table,
    server,
    report: (next) => {
      board = next;
      boards.push(next);
    },
  });
  return {
    changes,
    uses,
    numbers,
    asked,
    boards,
    board: () => board,
    rename: (to: string) => (name = to),
  };
}

const useOf = (board: Board) => board.rows.uses.get(sales.number)?.get(priya);

test("a change shows only after the server said that it is saved", async () => {
  const { changes, board, boards } = start();
  await changes.load();
  await changes.toggle(sales, priya, "mayCall");
  assert.deepEqual(useOf(board()), { id: 5, mayCall: false, rings: true });
  assert.equal(board().notices.get(sales.number)?.kind, "saved");
  const whileSaving = boards.find(({ notices }) => notices.get(sales.number)?.kind === "saving");
  assert.ok(whileSaving);
  assert.deepEqual(useOf(whileSaving), both);
});

test("what somebody else changed meanwhile is not overwritten, and shown", async () => {
  const { changes, board, uses, rename } = start();
  await changes.load();
  uses.set(priya, { id: 5, mayCall: true, rings: false });
  await changes.toggle(sales, priya, "mayCall");
  assert.equal(board().notices.get(sales.number)?.kind, "changed");
  assert.deepEqual(useOf(board()), { id: 5, mayCall: true, rings: false });
  rename("Verkauf");
  await changes.rename(sales, "Berlin");
  assert.equal(board().notices.get(sales.number)?.kind, "changed");
  assert.equal(board().rows.numbers[0]?.name, "Verkauf");
});

test("a change that fails says why, at the fact that it was about", async () => {
  const failing = () => Promise.resolve({ ok: false as const, problem: problemOf("E-NETWORK") });
  const { changes, board } = start({ table: { setUse: failing } });
  await changes.load();
  await changes.toggle(sales, priya, "rings");
  const notice = board().notices.get(sales.number);
  assert.equal(notice?.kind, "failed");
  assert.equal(notice.fact, facts.use(priya, "rings"));
  assert.deepEqual(useOf(board()), both);
});

test("a purchase that was interrupted is taken in, once", async () => {
  const known = { name: "", price: null };
  const account: AccountNumbers = {
    isTrial: false,
    numbers: [
      { ...known, sid: "PN1", number: sales.number, isHere: true },
      { ...known, sid: "PN2", number: "+442079460142", isHere: true },
      { ...known, sid: "PN3", number: "+442079460143", isHere: false },
    ],
  };
  const { changes, asked, board } = start({ account });
  await changes.load();
  await changes.load();
  assert.deepEqual(asked, ["account", "PN2", "account"]);
  assert.deepEqual(board().tookIn, ["+442079460142"]);
  assert.equal(board().rows.numbers.length, 2);
});

test("what another admin changes is read; Twilio is asked only about what it can know", async () => {
  const at = { name: "", price: null, isHere: true };
  const account: AccountNumbers = {
    isTrial: false,
    numbers: [{ ...at, sid: "PN1", number: sales.number }],
  };
  const { changes, asked, board, boards, numbers, rename } = start({ account });
  await changes.load();
  asked.length = 0;
  rename("Verkauf");
  await changes.heard("policy.changed");
  assert.equal(board().rows.numbers[0]?.name, "Sales");
  await changes.heard("number.renamed");
  assert.equal(board().rows.numbers[0]?.name, "Verkauf");
  assert.deepEqual(asked, []);

  numbers.push({ id: 9, number: "+442079460142", name: "", forNewAgents: false, recording: null });
  account.numbers.push({ ...at, sid: "PN2", number: "+442079460142" });
  boards.length = 0;
  await changes.heard("number.bought");
  assert.equal(board().rows.numbers.length, 2);
  assert.deepEqual(asked, ["account"]);
  const early = boards.find((each) =>
    each.rows.numbers.length > (each.account?.numbers.length ?? 0)
  );
  assert.equal(early, undefined, "it never shows as gone from the account");
  await changes.heard(null);
  await changes.heard("number.restored");
  assert.deepEqual(asked, ["account", "account"]);
});

test("a number is put away only after it was given back", async () => {
  const said: string[] = [];
  const server = (isGiven: boolean): Pick<NumbersServer, "giveBack" | "putAway"> => ({
    giveBack: (sid) => {
      said.push(`give back ${sid}`);
      return isGiven
        ? good({ number: sales.number, outcome: "restored" })
        : Promise.resolve({ ok: false, problem: problemOf("E-TWILIO") });
    },
    putAway: (number) => {
      said.push(`put away ${number}`);
      return good({ number, outcome: "put-away" });
    },
  });
  assert.equal((await stopUsing(server(false), sales.number, "PN1")).ok, false);
  assert.equal((await stopUsing(server(true), sales.number, "PN1")).ok, true);
  assert.equal((await stopUsing(server(true), sales.number, null)).ok, true);
  assert.deepEqual(said, [
    "give back PN1",
    "give back PN1",
    `put away ${sales.number}`,
    `put away ${sales.number}`,
  ]);
});
