import type { SupabaseClient } from "@supabase/supabase-js";
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
import { readChosenWorkspace, rememberWorkspace } from "./chosen-workspace.ts";
import type { Policy } from "../../../supabase/functions/_shared/contracts/policy.ts";
import { type Colleague, colleaguesAt } from "./colleagues.ts";
import { createPause, type Pause } from "./pause.ts";
import { connectProject } from "./project.ts";
import { useSession } from "./session.tsx";
import { onWake } from "./wake.ts";
import {
  type FromNumber,
  readSeats,
  readWorkspaces,
  type Seat,
  type Workspace,
} from "./workspace-data.ts";
import { noFacts, openWorkspace, presenceEveryMs, type WorkspaceFacts } from "./workspace-store.ts";

export type { Colleague } from "./colleagues.ts";
export type { FromNumber, Seat, Workspace } from "./workspace-data.ts";

/** The workspace that is open, and the person's seat in it. */
export interface OpenWorkspace {
  /** `none`: signed in, but without a seat anywhere. `failed`: the seats could not be read. */
  status: () => "loading" | "ready" | "none" | "failed";
  workspace: () => Workspace | null;
  seat: () => Seat | null;
  /** All seats of the person, with the names of their workspaces. */
  seats: () => SeatInWorkspace[];
  /**
   * Opens another workspace, remembered for the next time; a new one is read first.
   * @returns whether it is open now; it is not when it can't be read
   */
  enter: (workspaceId: number) => Promise<boolean>;
  /** The numbers that the person may call from, the oldest first. */
  fromNumbers: () => FromNumber[];
  /** The workspace's numbers, E.164 to friendly name. */
  lines: () => ReadonlyMap<string, string>;
  /** The workspace's numbers from which an emergency may be called. */
  emergencyLines: () => ReadonlySet<string>;
  /** What calls out are held to; null until it is read. */
  policy: () => Policy | null;
  /** Why calls out are paused, while they are. */
  pause: () => Pause | null;
  /** Agent id to name, people who left included. */
  agentNames: () => ReadonlyMap<number, string>;
  colleagues: () => Colleague[];
  /** Reads the workspace, its numbers and people again: this page has just changed them. */
  refresh: () => void;
  /** The client, once there is a seat to use it for. */
  client: () => SupabaseClient | null;
}

interface SeatInWorkspace {
  seat: Seat;
  workspace: Workspace;
}

interface Seats {
  status: "loading" | "ready" | "none" | "failed";
  client: SupabaseClient | null;
  list: SeatInWorkspace[];
}

const nothing: Seats = { status: "loading", client: null, list: [] };
const WorkspaceContext = createContext<OpenWorkspace>();

/** Reads the signed-in person's seats and keeps the chosen workspace's facts live. */
export function WorkspaceProvider(props: { children: JSX.Element }): JSX.Element {
  const session = useSession();
  const [seats, setSeats] = createSignal<Seats>(nothing);
  const [chosen, choose] = createSignal(readChosenWorkspace());
  const [facts, setFacts] = createSignal<WorkspaceFacts>(noFacts);
  const [now, setNow] = createSignal(Date.now());

  const open = createMemo(
    () =>
      seats().list.find(({ workspace }) => workspace.id === chosen()) ?? seats().list[0] ?? null,
    null,
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  let lastOpen: SeatInWorkspace | null = null;
  createEffect(() => {
    lastOpen = open();
  });
  const userId = createMemo(() => session.user()?.id ?? null);
  let reload = () => Promise.resolve();
  createEffect(on(userId, (id) => {
    setSeats(nothing);
    if (id === null) return;
    let current = true;
    reload = () =>
      loadSeats(id).then(
        (loaded) => void (current && setSeats(withOpen(loaded, lastOpen))),
        () =>
          void (current &&
            setSeats((old) => old.status === "ready" ? old : { ...nothing, status: "failed" })),
      );
    void reload();
    const stop = onWake(() => void reload());
    onCleanup(() => {
      current = false;
      stop();
    });
  }));

  let refetch = () => {};
  const seat = createMemo(() => open()?.seat ?? null, null, { equals: sameSeat });
  const client = createMemo(() => seats().client);

  createEffect(on([seat, client], ([current, connected]) => {
    setFacts(noFacts);
    if (!current || !connected) return;
    const store = openWorkspace(connected, current, setFacts, (error) => console.warn(error));
    refetch = store.refetch;
    const stopWake = onWake(store.refetch);
    const timer = setInterval(() => {
      setNow(Date.now());
      if (document.visibilityState === "visible") store.tick();
    }, presenceEveryMs);
    onCleanup(() => {
      stopWake();
      clearInterval(timer);
      store.close();
    });
  }));

  const agentNames = createMemo(() =>
    new Map(facts().people.map((seat) => [seat.id, seat.displayName]))
  );
  const colleagues = createMemo(() => {
    // Facts newer than the last tick must not be judged by an older clock.
    const { people, presence, busySince } = facts();
    return colleaguesAt(Math.max(now(), Date.now()), people, presence, busySince);
  });

  const value: OpenWorkspace = {
    status: () => seats().status,
    workspace: () => open()?.workspace ?? null,
    seat,
    seats: () => seats().list,
    async enter(workspaceId) {
      rememberWorkspace(workspaceId);
      const isKnown = () => seats().list.some(({ workspace }) => workspace.id === workspaceId);
      if (!isKnown()) await reload();
      if (isKnown()) choose(workspaceId);
      return isKnown();
    },
    fromNumbers: () => facts().fromNumbers,
    lines: () => facts().lines.names,
    emergencyLines: () => facts().lines.forEmergencies,
    policy: () => facts().policy,
    pause: createPause(() => facts().policy),
    agentNames,
    colleagues,
    refresh: () => {
      refetch();
      void reload();
    },
    client,
  };
  return <WorkspaceContext.Provider value={value}>{props.children}</WorkspaceContext.Provider>;
}

/** @throws outside of a WorkspaceProvider */
export function useWorkspace(): OpenWorkspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("Cannot use workspace: wrap the tree in WorkspaceProvider");
  return workspace;
}

/**
 * Nothing may take the phone away while it is open, not even the loss of its seat: the phone itself
 * says what became of it.
 */
function withOpen(loaded: Seats, open: SeatInWorkspace | null): Seats {
  if (!open || loaded.list.some(({ seat }) => seat.id === open.seat.id)) return loaded;
  return { ...loaded, status: "ready", list: [...loaded.list, open] };
}

/** A reload of the same seat is no reason to read everything again. */
function sameSeat(a: Seat | null, b: Seat | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

async function loadSeats(userId: string): Promise<Seats> {
  const client = await connectProject();
  const [seats, workspaces] = await Promise.all([
    readSeats(client, userId),
    readWorkspaces(client),
  ]);
  const byId = new Map(workspaces.map((workspace) => [workspace.id, workspace]));
  const list = seats.flatMap((seat) => {
    const workspace = byId.get(seat.workspaceId);
    return workspace ? [{ seat, workspace }] : [];
  });
  return { status: list.length > 0 ? "ready" : "none", client, list };
}
