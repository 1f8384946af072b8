import type { SupabaseClient } from "@supabase/supabase-js";
import {
  createContext,
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  on,
  onCleanup,
  untrack,
  useContext,
} from "solid-js";
import { readChosenWorkspace, rememberWorkspace } from "./chosen-workspace.ts";
import type { Presence } from "../../../supabase/functions/_shared/contracts/presence.ts";
import type { Policy } from "../../../supabase/functions/_shared/contracts/policy.ts";
import { type Colleague, colleaguesAt, lookAgainInMs } from "./colleagues.ts";
import { createPause, type Pause } from "./pause.ts";
import { createUntil } from "./until.ts";
import { type WrapUp, wrapUpOf } from "./wrap-up.ts";
import {
  followSeats,
  loadSeats,
  noSeats,
  openSeats,
  type SeatInWorkspace,
  type Seats,
  withNews,
  withOpen,
} from "./seats.ts";
import { useSession } from "./session.tsx";
import { onWake } from "./wake.ts";
import type { FromNumber, Opening, Seat, Workspace } from "./workspace-data.ts";
import { noFacts, openWorkspace, type WorkspaceFacts } from "./workspace-store.ts";

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
  /** The workspace's numbers, E.164 to the name that people gave it, or null. */
  lines: () => ReadonlyMap<string, string | null>;
  /** The workspace's numbers from which an emergency may be called. */
  emergencyLines: () => ReadonlySet<string>;
  /** What calls out are held to; null until it is read. */
  policy: () => Policy | null;
  /** Why calls out are paused, while they are. */
  pause: () => Pause | null;
  /** Agent id to name, people who left included. */
  agentNames: () => ReadonlyMap<number, string>;
  colleagues: () => Colleague[];
  /** What the person chose for this seat, in whatever browser; null until it is known. */
  chosenPresence: () => Presence | null;
  /** While this seat is not rung, since it has just talked. */
  wrapUp: () => WrapUp | null;
  /** Whether Twilio could be asked for a call. */
  isConnected: () => boolean;
  /** Reads the workspace, its numbers and people again: this page has just changed them. */
  refresh: () => void;
  /** The client, once there is a seat to use it for. */
  client: () => SupabaseClient | null;
}

/** A seat that is off is read again so often: broadcasts can be lost. */
const seatEveryMs = 20_000;

const WorkspaceContext = createContext<OpenWorkspace>();

/** Reads the signed-in person's seats and keeps the chosen workspace's facts live. */
export function WorkspaceProvider(props: { children: JSX.Element }): JSX.Element {
  const session = useSession();
  const [seats, setSeats] = createSignal<Seats>(noSeats);
  const [chosen, choose] = createSignal(readChosenWorkspace());
  const [facts, setFacts] = createSignal<WorkspaceFacts>(noFacts);

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
  /** Of the seat that opens with the page. */
  let opened: Opening["open"] = null;
  let reload = () => Promise.resolve();
  createEffect(on(userId, (id) => {
    setSeats(noSeats);
    if (id === null) return;
    let current = true;
    const take = (loading: Promise<Seats>) =>
      loading.then(
        (loaded) => void (current && setSeats(withOpen(loaded, lastOpen))),
        () =>
          void (current &&
            setSeats((old) => old.status === "ready" ? old : { ...noSeats, status: "failed" })),
      );
    const openFirst = async () => {
      const first = await openSeats(chosen());
      opened = first.open;
      return first.seats;
    };
    // Over: whoever is signed in now, if anybody, is not who would be asked for.
    reload = () => session.isOver() ? Promise.resolve() : take(loadSeats(id));
    void take(openFirst());
    const stop = onWake(() => void reload());
    onCleanup(() => {
      current = false;
      reload = () => Promise.resolve();
      stop();
    });
  }));

  let refetch = () => {};
  const seat = createMemo(
    () => {
      const current = open()?.seat ?? null;
      // As good as off: it finishes its call and does nothing else.
      return current && session.isOver() ? { ...current, active: false } : current;
    },
    null,
    { equals: sameSeat },
  );
  const client = createMemo(() => seats().client);

  // By person and not by seat: who has no seat, or one that is off, hears when that changes.
  createEffect(on([userId, client], ([id, connected]) => {
    if (id === null || !connected) return;
    const stop = followSeats(
      connected,
      id,
      (news) => {
        setSeats((old) => withNews(old, news));
        void reload();
      },
      () => void reload(),
    );
    onCleanup(stop);
  }));

  const isOff = createMemo(() => seat()?.active === false);
  createEffect(() => {
    if (!isOff()) return;
    const timer = setInterval(() => void reload(), seatEveryMs);
    onCleanup(() => clearInterval(timer));
  });

  createEffect(on([seat, client], ([current, connected]) => {
    setFacts(noFacts);
    if (!current?.active || !connected) return;
    const known = opened?.agent_id === current.id ? opened : null;
    opened = null;
    const store = openWorkspace(
      connected,
      current,
      setFacts,
      (error) => console.warn(error),
      known,
    );
    refetch = store.refetch;
    const stopWake = onWake(store.refetch);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const lookLater = () => {
      const { thereAt, presence } = untrack(facts);
      if (!ended) timer = setTimeout(() => void lookNow(), lookAgainInMs(thereAt, presence));
    };
    const lookNow = async () => {
      if (document.visibilityState === "visible") await store.look();
      lookLater();
    };
    lookLater();
    onCleanup(() => {
      ended = true;
      stopWake();
      clearTimeout(timer);
      store.close();
    });
  }));

  const agentNames = createMemo(() =>
    new Map(facts().people.map((seat) => [seat.id, seat.displayName]))
  );
  const colleagues = createMemo(() => {
    const { thereAt, people, presence, busySince } = facts();
    return colleaguesAt(thereAt, people, presence, busySince);
  });

  const chosenPresence = () => facts().presence.get(seat()?.id ?? 0) ?? null;

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
    chosenPresence,
    wrapUp: createUntil((now) => wrapUpOf(chosenPresence(), now)),
    isConnected: () => facts().isConnected,
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

/** A reload of the same seat is no reason to read everything again. */
function sameSeat(a: Seat | null, b: Seat | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
