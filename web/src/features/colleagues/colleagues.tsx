import { For, type JSX, Show } from "solid-js";
import { ColleagueStatus, Initials } from "../../shared/ui/colleague-face.tsx";
import { usePhone } from "../../phone/phone-context.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { createMinute } from "../../shared/ui/minute.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import { colleagues as words } from "./words.ts";

/** The others of the workspace, and what is proved about them; whoever would ring can be called. */
export function Colleagues(): JSX.Element {
  const { colleagues, seat } = useWorkspace();
  const { actions } = usePhone();
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
                <Show when={colleague.status === "available"}>
                  <button
                    type="button"
                    class="ib"
                    aria-label={words.call(colleague.name)}
                    title={words.call(colleague.name)}
                    onClick={() => actions()?.placeCall(colleague.address, "")}
                  >
                    <Icon name="phone" size={18} />
                  </button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
