import type { JSX } from "solid-js";
import { PresenceMenu } from "./reach/presence-menu.tsx";
import { WorkspaceSwitcher } from "./workspace-switcher.tsx";

export function PhoneHead(props: { onSounds: () => void; onHelp: () => void }): JSX.Element {
  return (
    <header class="ph-head">
      <WorkspaceSwitcher />
      <PresenceMenu onSounds={props.onSounds} onHelp={props.onHelp} />
    </header>
  );
}
