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
import type { HealthCheck } from "../../../supabase/functions/_shared/contracts/health.ts";
import type { HealthCheckName } from "../../../supabase/functions/_shared/contracts/health_findings.ts";
import { onWake } from "../shared/wake.ts";
import { useWorkspace } from "../shared/workspace.tsx";
import type { HealthStore } from "./health-store.ts";

export type { HealthCheck } from "../../../supabase/functions/_shared/contracts/health.ts";

/** How the workspace's connection is, to its admins. */
export interface Health {
  /** One for each thing that was checked. Null until they are read, and for whoever is no admin. */
  checks: () => readonly HealthCheck[] | null;
  /** They could not be read yet. */
  unreadable: () => boolean;
  /** The red ones. */
  broken: () => readonly HealthCheck[];
  /** Settles when what is stored now is shown. */
  refetch: () => Promise<void>;
  /** The check whose Repair was pressed outside of the page that does it. */
  wanted: () => HealthCheckName | null;
  want: (check: HealthCheckName | null) => void;
}

/** The phone and the lists come first. */
const afterMs = 800;
const HealthContext = createContext<Health>();

/** Follows the health of the open workspace for an admin; for others it loads and asks nothing. */
export function HealthProvider(props: { children: JSX.Element }): JSX.Element {
  const { seat, client } = useWorkspace();
  const [checks, setChecks] = createSignal<readonly HealthCheck[] | null>(null);
  const [unreadable, setUnreadable] = createSignal(false);
  const [wanted, want] = createSignal<HealthCheckName | null>(null);
  let store: HealthStore | null = null;

  const workspaceId = createMemo(() => {
    const own = seat();
    return own?.active && own.role === "admin" ? own.workspaceId : undefined;
  });
  createEffect(on([workspaceId, client], ([id, connected]) => {
    setChecks(null);
    setUnreadable(false);
    want(null);
    if (id === undefined || !connected) return;
    let current = true;
    const failed = (error: unknown) => {
      console.warn(error);
      if (current) setUnreadable(checks() === null);
    };
    const report = (found: readonly HealthCheck[]) => {
      setUnreadable(false);
      setChecks(found);
    };
    const open = async () => {
      const { openHealth } = await import("./health-store.ts");
      if (current) store = openHealth(connected, id, report, failed);
    };
    const timer = setTimeout(() => void open().catch(failed), afterMs);
    const stopWake = onWake(() => void store?.refetch());
    onCleanup(() => {
      current = false;
      clearTimeout(timer);
      stopWake();
      store?.close();
      store = null;
    });
  }));

  const broken = createMemo(() => (checks() ?? []).filter(({ level }) => level === "red"));
  const value: Health = {
    checks,
    unreadable,
    broken,
    refetch: async () => store?.refetch(),
    wanted,
    want,
  };
  return <HealthContext.Provider value={value}>{props.children}</HealthContext.Provider>;
}

/** @throws outside of a HealthProvider */
export function useHealth(): Health {
  const health = useContext(HealthContext);
  if (!health) throw new Error("Cannot use health: wrap the tree in HealthProvider");
  return health;
}
