// What the phone needs once it is up, in one file that is loaded right then: no call ever waits for it. What stands in
// its place until then is said in parts.tsx.
import type { JSX } from "solid-js";
import { type ShortcutTargets, useShortcuts } from "./keys/use-shortcuts.ts";
import { HoldReminder, loadInCall, OnTop } from "./line/parts.tsx";
import { useAnnouncements } from "./notices/use-announcements.ts";
import { useSounds } from "./sound/use-sounds.ts";

export { CallPanel } from "./lamps/call-panel.tsx";
export { CallStrip } from "./lamps/call-strip.tsx";
export { EndedBand } from "./lamps/ended-band.tsx";
export { IncomingPanel } from "./lamps/incoming-panel.tsx";

/** What has no place on the screen, or one on top of it: keyboard, small sounds, what a screen reader and the tab say. */
export function Background(props: { targets: ShortcutTargets }): JSX.Element {
  useAnnouncements();
  useSounds();
  // eslint-disable-next-line solid/reactivity -- the targets are functions and stay the same
  useShortcuts(props.targets);
  void loadInCall();
  return (
    <>
      <HoldReminder />
      <OnTop />
    </>
  );
}
