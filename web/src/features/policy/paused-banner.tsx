import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { whyPaused } from "../../shared/policy-words.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { paused as words } from "../../shared/words.ts";
import { useWorkspace } from "../../shared/workspace.tsx";

/** Tells admins on every page that nobody can call out, until it is over. */
export function PausedBanner(): JSX.Element {
  const { pause, seat } = useWorkspace();
  return (
    <Show when={seat()?.role === "admin" && pause()}>
      {(current) => (
        <div class="paused-banner">
          <Icon name="octagon-pause" />
          <span class="grow">{words.title}. {whyPaused(current())}</span>
          <A class="link" href="/setup/policy">{words.open}</A>
        </div>
      )}
    </Show>
  );
}
