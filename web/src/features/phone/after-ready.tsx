import type { JSX } from "solid-js";
import { useDeviceWatch } from "./use-device-watch.ts";

/** What works beside the phone once it is reachable, loaded then: nobody waits for it. */
export default function AfterReady(): JSX.Element {
  useDeviceWatch();
  return null;
}
