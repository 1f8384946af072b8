import { useNavigate } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { usePhone } from "../../phone/phone-context.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import { Menu } from "../../shared/ui/menu.tsx";
import { MenuItem } from "../../shared/ui/menu-item.tsx";
import { WorkspaceFace } from "./workspace-face.tsx";
import { switcher as words } from "./words.ts";

/** The workspace's name, the others where the person has a seat, and the way to a new one. */
export function WorkspaceSwitcher(): JSX.Element {
  const { workspace, seat, seats, enter } = useWorkspace();
  const phone = usePhone();
  const navigate = useNavigate();
  const name = () => workspace()?.name ?? "";
  // The phone belongs to the seat: leaving it would hang up.
  const why = () => {
    const phase = phone.state().call?.phase ?? "ended";
    return phase === "ended" ? null : words.callKeepsWorkspace;
  };
  return (
    <Menu
      label={`${words.workspace}: ${name()}`}
      buttonClass="ws"
      start
      button={<WorkspaceFace name={name()} />}
    >
      <For each={seats()}>
        {(place) => (
          <MenuItem
            checked={place.seat.id === seat()?.id}
            why={place.seat.id === seat()?.id ? null : why()}
            onChoose={() => void enter(place.workspace.id)}
          >
            {place.workspace.name}
          </MenuItem>
        )}
      </For>
      <Show when={why()}>
        {(reason) => <p class="why">{reason()}</p>}
      </Show>
      <hr />
      <MenuItem why={why()} onChoose={() => navigate("/new-workspace")}>
        {words.newWorkspace}
      </MenuItem>
    </Menu>
  );
}
