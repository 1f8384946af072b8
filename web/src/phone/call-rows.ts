// The database's side of the running call: hands its rows to the phone, and asks for them where a
// broadcast may be lost.
import type { Call } from "../../../supabase/functions/_shared/contracts/call.ts";
import { isFinal } from "./ending.ts";
import type { PhoneEvent } from "./events.ts";
import { callOf, type Model, type TrackedCall } from "./model.ts";
import type { PhoneServer } from "./server.ts";

/** How long the true outcome of a call out is waited for after the SDK's call ended. */
const outcomeWithinMs = 1_500;
/** The same for an invitation that was taken back: nobody may press Answer on a dead lamp for long. */
const takenBackWithinMs = 500;
/** Corrections may still come a while after the end was shown. */
const correctionsWithinMs = 3_500;
/** The row is asked for so often meanwhile. */
const askAgainMs = 500;
/** An invitation comes a moment after its row; only the last few can matter. */
const keptRows = 20;

export interface CallRowsDeps {
  server: Pick<PhoneServer, "readCall" | "isNoSuchNumber">;
  lineName: (number: string) => string | null;
  model: () => Model;
  dispatch: (event: PhoneEvent) => void;
  now: () => number;
  /** Runs later; answers how to call it off. */
  after: (ms: number, run: () => void) => () => void;
}

export interface CallRows {
  /** A row of the database, by whatever way it came. */
  onRow: (row: Call) => void;
  /**
   * Hands over a row that came before its invitation. Whether it tells all: once somebody has picked up, a phone rings
   * because the call is sent there, and the row that says so may come later.
   */
  replay: (callId: number) => boolean;
  /** Reads the rows of the phone's calls; settles when they were handed over. */
  read: () => Promise<void>;
  /** Waits for the outcome, asking now and then, and ends with what is known when time is up. */
  settle: (key: string) => void;
}

export function openCallRows(deps: CallRowsDeps): CallRows {
  const latest = new Map<number, Call>();

  function onRow(row: Call): void {
    latest.set(row.id, row);
    if (latest.size > keptRows) latest.delete(latest.keys().next().value ?? 0);
    const line = row.direction === "inbound" ? row.to_number : row.from_number;
    deps.dispatch({ type: "row", row, lineName: deps.lineName(line), at: deps.now() });
    void explainRefusal(row);
  }

  /** A refused call out may be a number that does not exist: the far leg's SIP code tells. */
  async function explainRefusal(row: Call): Promise<void> {
    const { call } = deps.model();
    const isRefused = row.direction === "outbound" && row.status === "failed";
    if (!isRefused || call?.view.callId !== row.id) return;
    if (await deps.server.isNoSuchNumber(row.id)) {
      deps.dispatch({ type: "no-such-number", key: call.key });
    }
  }

  async function read(): Promise<void> {
    const { call, second } = deps.model();
    await Promise.all([call, second].map(async (one) => one && await readOf(one)));
  }

  async function readOf(call: TrackedCall): Promise<void> {
    const id = call.view.callId;
    const by = id !== null ? { id } : call.ticket !== null ? { ticket: call.ticket } : null;
    const row = by && await deps.server.readCall(by);
    if (row) onRow(row);
  }

  function settle(key: string, waitedMs = 0): void {
    const call = callOf(deps.model(), key);
    if (!call || call.row && isFinal(call.row.status) && !call.row.assumed) return;
    const limit = call.view.phase === "incoming" ? takenBackWithinMs : outcomeWithinMs;
    if (waitedMs >= limit) deps.dispatch({ type: "settled", key, at: deps.now() });
    if (waitedMs >= correctionsWithinMs) return;
    void read();
    deps.after(askAgainMs, () => settle(key, waitedMs + askAgainMs));
  }

  return {
    onRow,
    replay(callId) {
      const row = latest.get(callId);
      if (!row) return false;
      const wasTaken = row.status === "in-progress";
      if (!wasTaken || row.wiring !== "plain") onRow(row);
      return !wasTaken;
    },
    read,
    settle: (key) => settle(key),
  };
}
