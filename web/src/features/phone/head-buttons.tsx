// The two buttons over the phone before their menus have come.
import type { JSX } from "solid-js";
import { usePhone } from "../../phone/phone-context.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import { PresenceFace } from "./reach/presence-face.tsx";
import { presenceSignOf } from "./reach/presence-sign.ts";
import { WorkspaceFace } from "./workspace-face.tsx";

export function PresenceButton(props: { onPress: () => void }): JSX.Element {
  const { state } = usePhone();
  const { wrapUp } = useWorkspace();
  return (
    <button type="button" class="pres" aria-haspopup="menu" onClick={() => props.onPress()}>
      <PresenceFace sign={presenceSignOf(state(), wrapUp() !== null)} />
    </button>
  );
}

export function WorkspaceButton(props: { onPress: () => void }): JSX.Element {
  const { workspace } = useWorkspace();
  return (
    <button type="button" class="ws" aria-haspopup="menu" onClick={() => props.onPress()}>
      <WorkspaceFace name={workspace()?.name ?? ""} />
    </button>
  );
}
