import type { Manner } from "../../../supabase/functions/_shared/contracts/call.ts";
import { later } from "../shared/later.ts";
import type { SupervisionCore, SupervisionDeps } from "./supervision.ts";

const code = later(() => import("./supervision.ts"));

/** Supervision, whose code comes with the first press: most people never need it. */
export interface SupervisionDoor {
  /** Undefined before it: nobody on this page has asked to supervise. */
  core: () => SupervisionCore | undefined;
  supervise: (callId: number, manner: Manner) => void;
}

export function openSupervisionDoor(deps: SupervisionDeps): SupervisionDoor {
  let core: SupervisionCore | undefined;
  return {
    core: () => core,
    supervise: async (callId, manner) => {
      core ??= (await code.load())?.openSupervision(deps);
      core?.supervise(callId, manner);
    },
  };
}
