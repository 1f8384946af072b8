import type { AccountNumbers } from "../../../../supabase/functions/_shared/contracts/numbers.ts";
import type { RecordingMode } from "../../../../supabase/functions/_shared/contracts/recording.ts";
import { oneAtATime } from "../../shared/one-at-a-time.ts";
import type { Problem, Result } from "../../shared/problem.ts";
import type { NumbersServer } from "./numbers-server.ts";
import {
  noUse,
  type NumberRows,
  type NumbersTable,
  type OwnNumber,
  type Saved,
  type Use,
} from "./numbers-table.ts";

/** What became of the last change of a number. */
export type Notice =
  | { kind: "saving" | "saved" | "changed"; fact: string }
  | { kind: "failed"; fact: string; problem: Problem };

/** The page's numbers, and what is being done to them. */
export interface Board {
  status: "loading" | "ready" | "failed";
  rows: NumberRows;
  /** What Twilio knows of the numbers; null until it said so. */
  account: AccountNumbers | null;
  /** Why Twilio could not be asked. */
  problem: Problem | null;
  /** Numbers of an interrupted purchase that were taken in by this visit. */
  tookIn: readonly string[];
  /** By number: of what is saved, and how that ended. */
  notices: ReadonlyMap<string, Notice>;
}

export const emptyBoard: Board = {
  status: "loading",
  rows: { numbers: [], uses: new Map() },
  account: null,
  problem: null,
  tookIn: [],
  notices: new Map(),
};

/** Names of the facts that are saved one by one. */
export const facts = {
  name: "name",
  forNewAgents: "for-new-agents",
  recording: "recording",
  use: (agentId: number, use: keyof Use) => `${use} ${agentId}`,
} as const;

/** Changes after which Twilio may say something else of a number. */
const atTwilio = /^(account[.]|number[.](brought_in|restored|left_alone|gone|undone)$)/;

/**
 * Reads and changes the workspace's numbers. A change shows only after the server said that it is
 * saved; one that somebody else was faster with changes nothing, and shows what is there instead.
 */
export function numbersBoard(
  { table, server, report }: {
    table: NumbersTable;
    server: Pick<NumbersServer, "account" | "bringIn">;
    report: (board: Board) => void;
  },
) {
  let board = emptyBoard;
  const set = (part: Partial<Board>) => {
    board = { ...board, ...part };
    report(board);
  };
  const notice = ({ number }: OwnNumber, said: Notice) =>
    set({ notices: new Map(board.notices).set(number, said) });

  const isKnown = (number: string, of: readonly { number: string }[]) =>
    of.some((each) => each.number === number);

  const readRows = oneAtATime(async (): Promise<boolean> => {
    try {
      const rows = await table.read();
      const { account, rows: before } = board;
      const isNew = ({ number }: OwnNumber) =>
        account !== null && !isKnown(number, account.numbers) && !isKnown(number, before.numbers);
      // Bought by somebody else: it must not show as gone from the account.
      if (rows.numbers.some(isNew)) await readAccount();
      set({ rows, status: "ready" });
      return true;
    } catch (error) {
      console.warn(error);
      if (board.status === "loading") set({ status: "failed" });
      return false;
    }
  });

  const readAccount = oneAtATime(async (): Promise<void> => {
    const answer = await server.account();
    set(answer.ok ? { account: answer.value, problem: null } : { problem: answer.problem });
  });

  /** A number that is pointed here and unknown here was bought, and somebody was interrupted. */
  async function takeInUnfinished(): Promise<void> {
    const unfinished = (board.account?.numbers ?? [])
      .filter(({ number, isHere }) => isHere && !isKnown(number, board.rows.numbers));
    const tookIn: string[] = [];
    for (const { sid } of unfinished) {
      const answer = await server.bringIn(sid);
      if (answer.ok) tookIn.push(answer.value.number);
      else set({ problem: answer.problem });
    }
    if (tookIn.length === 0) return;
    await readRows();
    set({ tookIn });
  }

  async function save(number: OwnNumber, fact: string, write: () => Promise<Saved>): Promise<void> {
    if (board.notices.get(number.number)?.kind === "saving") return;
    notice(number, { kind: "saving", fact });
    const saved = await write();
    const isRead = await readRows();
    if (!saved.ok) return notice(number, { kind: "failed", fact, problem: saved.problem });
    // What is on the screen is old then, though it is saved; the next wake reads it.
    if (!isRead) console.warn("Cannot read the numbers after a change");
    notice(number, { kind: saved.value ? "saved" : "changed", fact });
  }

  return {
    /** Reads everything; a purchase that was interrupted is taken in. */
    async load(): Promise<void> {
      const isRead = await readRows();
      await readAccount();
      if (isRead) await takeInUnfinished();
    },
    readRows,
    /** Somebody changed something; `action` as the audit log names it, null: some may have been missed. */
    async heard(action: string | null): Promise<void> {
      if (action !== null && atTwilio.test(action)) await readAccount();
      if (action === null || action.startsWith("number.")) await readRows();
    },
    rename: (number: OwnNumber, name: string) =>
      save(number, facts.name, () => table.rename(number, name)),
    setForNewAgents: (number: OwnNumber, forNewAgents: boolean) =>
      save(number, facts.forNewAgents, () => table.setForNewAgents(number, forNewAgents)),
    setRecording: (number: OwnNumber, recording: RecordingMode | null) =>
      save(number, facts.recording, () => table.setRecording(number, recording)),
    toggle(number: OwnNumber, agentId: number, use: keyof Use): Promise<void> {
      const was = board.rows.uses.get(number.number)?.get(agentId) ?? null;
      const { mayCall, rings } = was ?? noUse;
      const before = { mayCall, rings };
      return save(
        number,
        facts.use(agentId, use),
        () => table.setUse(number, agentId, was, { ...before, [use]: !before[use] }),
      );
    },
  };
}

/** Gives a number back to what answered it, then forgets it here. One that Twilio lacks is only forgotten. */
export async function stopUsing(
  server: Pick<NumbersServer, "giveBack" | "putAway">,
  number: string,
  sid: string | null,
): Promise<Result<unknown>> {
  if (sid !== null) {
    const given = await server.giveBack(sid);
    if (!given.ok) return given;
  }
  return await server.putAway(number);
}
