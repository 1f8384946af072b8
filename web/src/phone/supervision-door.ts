import { later } from "../shared/later.ts";
import type { SupervisionCore, SupervisionDeps } from "./supervision.ts";

const code = later(() => import("./supervision.ts"));

/** Supervision, whose code comes with the first press: most people never need it. */
export function openSupervisionDoor(deps: SupervisionDeps): SupervisionCore {
  let core: SupervisionCore | undefined;
  return {
    async supervise(callId, manner) {
      core ??= (await code.load())?.openSupervision(deps);
      await core?.supervise(callId, manner);
    },
    stop: () => core?.stop(),
    isOn: () => core?.isOn() ?? false,
    // Before the first press nobody on this page has asked for it.
    take: (call) => core ? core.take(call) : call.reject(),
  };
}
