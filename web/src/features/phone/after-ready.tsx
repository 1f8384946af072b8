import type { JSX } from "solid-js";
import { NoticeOffer } from "./notices/notice-offer.tsx";
import { useDeviceWatch } from "./sound/use-device-watch.ts";
import { useRingNotice } from "./notices/use-ring-notice.ts";

/** What works beside the phone once it is reachable, loaded then: nobody waits for it. */
export function AfterReady(): JSX.Element {
  useDeviceWatch();
  useRingNotice();
  return <NoticeOffer />;
}
