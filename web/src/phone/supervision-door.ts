import type { Manner } from "../../../supabase/functions/_shared/contracts/call.ts";
import { later } from "../shared/later.ts";
import type { SupervisionCore, SupervisionDeps } from "./supervision.ts";

const code = later(() => import("./supervision.ts"));

/** Supervision, whose code comes with the first press: most people never need it. */
export function openSupervisionDoor(deps: SupervisionDeps): SupervisionCore {
  let core: SupervisionCore | null = null;
  async function supervise(callId: number, manner: Manner): Promise<void> {
    const module = await code.load();
    core ??= module?.openSupervision(deps) ?? null;
    core?.supervise(callId, manner);
  }
  return {
    supervise: (callId, manner) => void supervise(callId, manner),
    stop: () => core?.stop(),
    isOn: () => core?.isOn() ?? false,
    take(call) {
      if (!call.parameters.has("Supervise")) return false;
      // Nobody on this page has asked for it.
      if (!core) call.reject();
      return core?.take(call) ?? true;
    },
  };
}
