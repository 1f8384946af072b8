import { For, type JSX, Show } from "solid-js";
import { ColleagueStatus, Initials } from "../../shared/ui/colleague-face.tsx";
import { createMinute } from "../../shared/ui/minute.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import { colleagues as words } from "./words.ts";

/** The others of the workspace, and what is proved about them. */
export function Colleagues(): JSX.Element {
  const { colleagues, seat } = useWorkspace();
  const now = createMinute();
  const others = () => colleagues().filter((colleague) => colleague.agentId !== seat()?.id);
  return (
    <Show when={others().length > 0}>
      <section class="below" aria-label={words.title}>
        <h2 class="sect">{words.title}</h2>
        <ul>
          <For each={others()}>
            {(colleague) => (
              <li class="person">
                <Initials name={colleague.name} />
                <span class="m cut" title={colleague.name}>{colleague.name}</span>
                <ColleagueStatus colleague={colleague} now={now()} />
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
