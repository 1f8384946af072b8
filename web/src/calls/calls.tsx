import {
  type Accessor,
  createContext,
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  on,
  onCleanup,
  useContext,
} from "solid-js";
import { afterStart } from "../shared/start-phase.ts";
import { onWake } from "../shared/wake.ts";
import { useWorkspace } from "../shared/workspace.tsx";
import type { CallList } from "./call-list.ts";
import { type CallRow, toCallRow } from "./call-row.ts";
import { type CallListState, emptyCallList, openCallList } from "./call-store.ts";
import { type DayState, emptyDay } from "./day-state.ts";
import type { OutcomeTag } from "./outcome-tags.ts";

export type { CallRow } from "./call-row.ts";
export type { OutcomeTag } from "./outcome-tags.ts";

/** The recent calls that this person may see, and what the database counts of all of them. */
export interface Calls {
  /** Newest first. */
  calls: () => CallRow[];
  /** False until the first page is there. */
  loaded: () => boolean;
  /** Whether changes arrive as they happen; false while the connection is away. */
  live: () => boolean;
  /** Whether `loadMore` would bring older calls. */
  more: () => boolean;
  loadMore: () => void;
  /** What can be said of a call that is over, archived ones too; empty until it is read. */
  outcomes: () => readonly OutcomeTag[];
  /** Figures of the day that began at midnight here. */
  day: () => Pick<DayState, "calls" | "talkedSeconds">;
  /** The missed calls that nobody has returned. */
  toReturn: {
    /** Newest first; the newest page, until `loadMore`. */
    calls: () => CallRow[];
    /** All of them. */
    count: () => number;
    loaded: () => boolean;
    more: () => boolean;
    loadMore: () => void;
  };
}

const CallsContext = createContext<Calls>();

/** Keeps the list of recent calls of the open workspace. */
export function CallsProvider(props: { children: JSX.Element }): JSX.Element {
  const { seat, client } = useWorkspace();
  const [list, setList] = createSignal<CallListState>(emptyCallList);
  const [day, setDay] = createSignal<DayState>(emptyDay);
  const [outcomes, setOutcomes] = createSignal<readonly OutcomeTag[]>([]);
  const nothing = { loadMore: () => {}, refetch: () => {}, close: () => {} };
  let listStore = nothing;
  let dayStore = nothing;

  createEffect(on([seat, client], ([current, connected]) => {
    setList(emptyCallList);
    setDay(emptyDay);
    setOutcomes([]);
    if (!current?.active || !connected) return;
    const failed = (error: unknown) => console.warn(error);
    let closed = false;
    listStore = openCallList(connected, current, setList, failed);
    let stopOutcomes = () => {};
    // No call waits for the figures: their code comes when the phone is up.
    const openFigures = async () => {
      const { followOutcomeTags, openDay } = await import("./day-store.ts");
      if (closed) return;
      dayStore = openDay(connected, current, setDay, failed);
      stopOutcomes = followOutcomeTags(connected, current.workspaceId, setOutcomes, failed);
    };
    const callOff = afterStart(() => void openFigures().catch(failed));
    const stopWake = onWake(() => {
      listStore.refetch();
      dayStore.refetch();
    });
    onCleanup(() => {
      closed = true;
      callOff();
      stopWake();
      listStore.close();
      dayStore.close();
      stopOutcomes();
      listStore = nothing;
      dayStore = nothing;
    });
  }));

  const value: Calls = {
    calls: createRows(() => list().calls, outcomes),
    loaded: () => list().loaded,
    live: () => list().live,
    more: () => list().more,
    loadMore: () => listStore.loadMore(),
    outcomes,
    day,
    toReturn: {
      calls: createRows(() => day().missed, outcomes),
      count: () => day().toReturn,
      loaded: () => day().loaded,
      more: () => day().missed.length < day().toReturn,
      loadMore: () => dayStore.loadMore(),
    },
  };
  return <CallsContext.Provider value={value}>{props.children}</CallsContext.Provider>;
}

/** Rows keep their identity while nothing about them changed, so that a list draws only news. */
function createRows(
  calls: Accessor<CallList>,
  outcomes: Accessor<readonly OutcomeTag[]>,
): Accessor<CallRow[]> {
  const { seat, agentNames, lines } = useWorkspace();
  let known = new Map<number, CallRow>();
  return createMemo(() => {
    const names = {
      myAgentId: seat()?.id ?? 0,
      agents: agentNames(),
      lines: lines(),
      outcomes: outcomes(),
    };
    const rows = calls().map((call) => {
      const row = toCallRow(call, names);
      const before = known.get(row.id);
      return before && JSON.stringify(before) === JSON.stringify(row) ? before : row;
    });
    known = new Map(rows.map((row) => [row.id, row]));
    return rows;
  });
}

/** @throws outside of a CallsProvider */
export function useCalls(): Calls {
  const calls = useContext(CallsContext);
  if (!calls) throw new Error("Cannot use calls: wrap the tree in CallsProvider");
  return calls;
}
