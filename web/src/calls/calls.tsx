import {
  createContext,
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  on,
  onCleanup,
  useContext,
} from "solid-js";
import { onWake } from "../shared/wake.ts";
import { useWorkspace } from "../shared/workspace.tsx";
import { type CallRow, toCallRow } from "./call-row.ts";
import { type CallListState, emptyCallList, openCallList } from "./call-store.ts";

export type { CallRow } from "./call-row.ts";

/** The recent calls that this person may see. */
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
}

const CallsContext = createContext<Calls>();

/** Keeps the list of recent calls of the open workspace. */
export function CallsProvider(props: { children: JSX.Element }): JSX.Element {
  const { seat, client, agentNames, lines } = useWorkspace();
  const [state, setState] = createSignal<CallListState>(emptyCallList);
  let loadMore = () => {};

  createEffect(on([seat, client], ([current, connected]) => {
    setState(emptyCallList);
    if (!current?.active || !connected) return;
    const list = openCallList(connected, current, setState, (error) => console.warn(error));
    const stopWake = onWake(list.refetch);
    loadMore = list.loadMore;
    onCleanup(() => {
      stopWake();
      list.close();
      loadMore = () => {};
    });
  }));

  // Rows keep their identity while nothing about them changed, so that a list draws only news.
  let known = new Map<number, CallRow>();
  const calls = createMemo(() => {
    const names = { myAgentId: seat()?.id ?? 0, agents: agentNames(), lines: lines() };
    const rows = state().calls.map((call) => {
      const row = toCallRow(call, names);
      const before = known.get(row.id);
      return before && JSON.stringify(before) === JSON.stringify(row) ? before : row;
    });
    known = new Map(rows.map((row) => [row.id, row]));
    return rows;
  });

  const value: Calls = {
    calls,
    loaded: () => state().loaded,
    live: () => state().live,
    more: () => state().more,
    loadMore: () => loadMore(),
  };
  return <CallsContext.Provider value={value}>{props.children}</CallsContext.Provider>;
}

/** @throws outside of a CallsProvider */
export function useCalls(): Calls {
  const calls = useContext(CallsContext);
  if (!calls) throw new Error("Cannot use calls: wrap the tree in CallsProvider");
  return calls;
}
