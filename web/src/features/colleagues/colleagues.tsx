import { For, type JSX, Show } from "solid-js";
import { type Colleague, useWorkspace } from "../../shared/workspace.tsx";
import { createMinute } from "../../shared/ui/minute.ts";
import { status } from "../../shared/words.ts";
import { colleagues as words } from "./words.ts";

const statusWords: Record<Colleague["status"], string> = {
  available: status.available,
  away: status.away,
  offline: status.offline,
  "on-a-call": status.onACall,
  "wrap-up": status.wrapUp,
};

/** "On a call, 4 min"; the other states need no length. */
function statusText(colleague: Colleague, now: number): string {
  const word = statusWords[colleague.status];
  if (colleague.status !== "on-a-call" || colleague.since === null) return word;
  return words.forMinutes(word, Math.floor((now - colleague.since) / 60_000));
}

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
                <span class="ava" aria-hidden="true">{initials(colleague.name)}</span>
                <span class="m cut" title={colleague.name}>{colleague.name}</span>
                <Show
                  when={colleague.status === "available"}
                  fallback={<span class="sm dim">{statusText(colleague, now())}</span>}
                >
                  <span class="sm st live">
                    <span class="dot" />
                    {status.available}
                  </span>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

/** "Aoife Ní Dhomhnaill" → "AN". */
function initials(name: string): string {
  const parts = name.split(/[\s-]+/).filter((part) => part !== "");
  return parts.slice(0, 2).map((part) => String.fromCodePoint(part.codePointAt(0) ?? 32)).join("")
    .toLocaleUpperCase();
}
