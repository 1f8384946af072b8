import { type JSX, onMount } from "solid-js";
import { Icon } from "../shared/ui/icon.tsx";
import { announce } from "../shared/ui/announce.tsx";
import { useWorkspace } from "../shared/workspace.tsx";
import { frame } from "./words.ts";

/** What the desk shows when the open seat was switched off, until it is on again. */
export function SeatOff(): JSX.Element {
  const { workspace } = useWorkspace();
  const title = () => frame.seatOff(workspace()?.name ?? "");
  onMount(() => announce(title(), "polite"));
  return (
    <div class="seat-off">
      <Icon name="bell-off" size={20} />
      <h1>{title()}</h1>
      <p class="dim">{frame.seatOffNext}</p>
    </div>
  );
}
