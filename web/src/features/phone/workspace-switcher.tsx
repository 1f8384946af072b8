import { For, type JSX, Show } from "solid-js";
import { useWorkspace } from "../../shared/workspace.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { Menu } from "../../shared/ui/menu.tsx";
import { MenuItem } from "../../shared/ui/menu-item.tsx";
import { frame } from "../../shared/words.ts";

/** The workspace's name; a switcher for people with more than one seat. */
export function WorkspaceSwitcher(): JSX.Element {
  const { workspace, seat, seats, switchTo } = useWorkspace();
  const name = () => workspace()?.name ?? "";
  return (
    <Show
      when={seats().length > 1}
      fallback={
        <span class="ws">
          <span class="cut">{name()}</span>
        </span>
      }
    >
      <Menu
        label={`${frame.workspace}: ${name()}`}
        buttonClass="ws"
        start
        button={
          <>
            <span class="cut">{name()}</span>
            <Icon name="chevrons-up-down" size={14} />
          </>
        }
      >
        <For each={seats()}>
          {(place) => (
            <MenuItem
              checked={place.seat.id === seat()?.id}
              onChoose={() => switchTo(place.seat.id)}
            >
              {place.workspace.name}
            </MenuItem>
          )}
        </For>
      </Menu>
    </Show>
  );
}
