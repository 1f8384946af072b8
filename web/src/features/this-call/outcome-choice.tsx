import {
  createEffect,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  on,
  onCleanup,
  Show,
} from "solid-js";
import { useCalls } from "../../calls/calls.tsx";
import type { Problem } from "../../shared/problem.ts";
import { ErrorCode } from "../../shared/ui/error-code.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { isText } from "../../shared/ui/is-text.ts";
import { letterKeysOn } from "../../shared/ui/letter-keys.ts";
import { Warning } from "../../shared/ui/warning.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import { createAuthor } from "./create-note.ts";
import { notesServer } from "./notes-server.ts";
import { type ActiveTag, activeTags, tagOfKey } from "./outcome-keys.ts";
import { outcome as words } from "./words.ts";

/** What came of the call: one of the workspace's outcomes, or none. In wrap-up their keys choose, too. */
export function OutcomeChoice(props: { callId: number }): JSX.Element {
  const { calls, outcomes } = useCalls();
  const { policy, wrapUp } = useWorkspace();
  const author = createAuthor();
  const labelId = createUniqueId();
  /** What was chosen here, until the call's row says it. */
  const [asked, ask] = createSignal<{ tag: number | null } | null>(null);
  const [isBusy, setIsBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem | null>(null);

  const tags = () => activeTags(outcomes());
  const stored = () => calls().find(({ id }) => id === props.callId)?.outcomeId ?? null;
  const chosen = () => {
    const here = asked();
    return here === null ? stored() : here.tag;
  };
  createEffect(on([stored, () => props.callId], () => ask(null), { defer: true }));

  const choose = async (tag: ActiveTag) => {
    const by = author();
    if (!by || isBusy()) return;
    const wanted = chosen() === tag.id ? null : tag.id;
    ask({ tag: wanted });
    setProblem(null);
    setIsBusy(true);
    const server = notesServer(by.client, by.workspaceId, by.agentId);
    const refused = await server.choose(props.callId, wanted);
    setIsBusy(false);
    setProblem(refused);
    if (refused) ask(null);
  };

  const listen = (event: KeyboardEvent) => {
    // While one talks, digits are tones; later they are nothing, and must not change an old call.
    const isMeant = wrapUp() !== null && letterKeysOn() && !event.defaultPrevented &&
      !event.isComposing && !isText(event.target);
    const tag = isMeant ? tagOfKey(event, tags()) : null;
    if (tag === null) return;
    event.preventDefault();
    void choose(tag);
  };
  document.addEventListener("keydown", listen);
  onCleanup(() => document.removeEventListener("keydown", listen));

  return (
    <Show when={tags().length > 0}>
      <div>
        <span class="lbl" id={labelId}>
          {policy()?.outcome_required ? words.required : words.label}
        </span>
        <div class="tags" role="group" aria-labelledby={labelId} aria-busy={isBusy()}>
          <For each={tags()}>
            {(tag) => (
              <button
                type="button"
                class="fil"
                classList={{ on: chosen() === tag.id }}
                aria-pressed={chosen() === tag.id}
                aria-keyshortcuts={wrapUp() === null ? undefined : String(tag.key)}
                onClick={() => void choose(tag)}
              >
                <Show when={chosen() === tag.id}>
                  <Icon name="check" size={14} />
                </Show>
                {tag.name}
                <span class="xs n dim3" aria-hidden="true">{tag.key}</span>
              </button>
            )}
          </For>
        </div>
        <Show when={problem()}>
          {(why) => (
            <Warning role="status">
              {why().message} {why().next} <ErrorCode code={why().code} />
            </Warning>
          )}
        </Show>
      </div>
    </Show>
  );
}
