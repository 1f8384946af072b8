import { oneAtATime } from "../../shared/one-at-a-time.ts";
import { type AuditFilter, noFilter } from "./audit-filter.ts";
import { type AuditLine, type AuditPlace, pageLength, type ReadAuditLines } from "./audit-lines.ts";

export interface AuditState {
  /** The newest first. */
  lines: readonly AuditLine[];
  /** `more`: older lines are on their way. */
  status: "loading" | "ready" | "more" | "failed";
  /** Whether there may be older ones. */
  hasOlder: boolean;
  /** How many newer lines wait to be shown; `pageLength` of them: at least so many. */
  newer: number;
}

export const noLines: AuditState = { lines: [], status: "loading", hasOlder: false, newer: 0 };

export interface AuditStore {
  /** Shows the newest lines of a filter, and forgets the others. */
  open: (filter: AuditFilter) => Promise<void>;
  /** Adds older lines at the end. */
  older: () => Promise<void>;
  /** Looks for newer lines, and counts them: nothing moves under who reads. */
  look: () => Promise<void>;
  /** Puts the newer lines on top. */
  showNewer: () => void;
}

/** The part of the log that the page shows, as a store without a framework. */
export function auditStore(
  read: ReadAuditLines,
  report: (state: AuditState) => void,
): AuditStore {
  let state = noLines;
  let filter = noFilter;
  let newer: readonly AuditLine[] = [];
  /** Counts the filters: an answer for a former one is of no use. */
  let turn = 0;
  const set = (change: Partial<AuditState>) => report(state = { ...state, ...change });

  async function add(
    place: AuditPlace,
    take: (found: AuditLine[]) => Partial<AuditState>,
    failed: Partial<AuditState>,
  ) {
    const mine = turn;
    try {
      const found = await read(filter, place);
      if (mine === turn) set({ status: "ready", ...take(found) });
    } catch {
      if (mine === turn) set(failed);
    }
  }

  const look = oneAtATime(async () => {
    if (state.status !== "ready") return;
    // What fails here is asked for again soon, and nobody waits for it.
    await add(
      { after: state.lines[0]?.id ?? 0 },
      (found) => {
        // Some may have been shown while they were read.
        newer = found.filter(({ id }) => id > (state.lines[0]?.id ?? 0));
        return state.lines.length === 0 ? withNewer() : { newer: newer.length };
      },
      {},
    );
  });

  function withNewer(): Partial<AuditState> {
    // More than a page of news would leave a gap: then the list begins anew.
    const isMuch = newer.length === pageLength;
    const lines = isMuch ? newer : [...newer, ...state.lines];
    newer = [];
    return { lines, hasOlder: state.hasOlder || isMuch, newer: 0 };
  }

  return {
    async open(chosen) {
      turn += 1;
      filter = chosen;
      newer = [];
      set(noLines);
      await add(
        null,
        (found) => ({ lines: found, hasOlder: found.length === pageLength }),
        { status: "failed" },
      );
    },
    async older() {
      const last = state.lines.at(-1);
      if (last === undefined || state.status === "more") return;
      set({ status: "more" });
      await add(
        { before: last.id },
        (found) => ({
          lines: [...state.lines, ...found],
          hasOlder: found.length === pageLength,
        }),
        { status: "failed" },
      );
    },
    look,
    showNewer: () => set(withNewer()),
  };
}
