import { type JSX, onMount } from "solid-js";
import { Icon } from "../shared/ui/icon.tsx";
import { announce } from "../shared/ui/announce.tsx";
import { useSession } from "../shared/session.tsx";
import { useWorkspace } from "../shared/workspace.tsx";
import { frame } from "./words.ts";

/** What the desk shows when the open seat is off, until it is on again; or the session over, until the call is, too. */
export function SeatOff(): JSX.Element {
  const { workspace } = useWorkspace();
  const { isOver } = useSession();
  const title = () => isOver() ? frame.signedOut : frame.seatOff(workspace()?.name ?? "");
  onMount(() => announce(title(), "polite"));
  return (
    <div class="seat-off">
      <Icon name="bell-off" size={20} />
      <h1>{title()}</h1>
      <p class="dim">{isOver() ? frame.signedOutNext : frame.seatOffNext}</p>
    </div>
  );
}
