import type { JSX } from "solid-js";
import { Icon } from "../../shared/ui/icon.tsx";

/** The open workspace's name: what the button of the switcher shows. */
export function WorkspaceFace(props: { name: string }): JSX.Element {
  return (
    <>
      <span class="cut">{props.name}</span>
      <Icon name="chevrons-up-down" size={14} />
    </>
  );
}
