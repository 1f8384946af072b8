import type { JSX } from "solid-js";
import { PresenceMenu, WorkspaceSwitcher } from "./parts.tsx";

export function PhoneHead(props: { onSounds: () => void; onHelp: () => void }): JSX.Element {
  return (
    <header class="ph-head">
      <WorkspaceSwitcher />
      <PresenceMenu onSounds={props.onSounds} onHelp={props.onHelp} />
    </header>
  );
}
