import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  on,
  onCleanup,
  Show,
} from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { announce } from "../../../shared/ui/announce.tsx";
import { ColleagueStatus, Initials } from "../../../shared/ui/colleague-face.tsx";
import { createMinute } from "../../../shared/ui/minute.ts";
import { type Colleague, useWorkspace } from "../../../shared/workspace.tsx";
import { findPeople } from "./find-people.ts";
import { people as words } from "./people-words.ts";
import "../../../styles/targets.css";

/**
 * Colleagues whose names the letters in the number field find; Enter or a click calls. It comes late, so it makes the
 * field a combobox itself for as long as it stands there.
 */
export function People(props: { text: string }): JSX.Element {
  const { actions } = usePhone();
  const { colleagues, seat } = useWorkspace();
  const id = createUniqueId();
  const now = createMinute();
  const [at, setAt] = createSignal(0);
  const found = createMemo(() => findPeople(colleagues(), props.text, seat()?.id ?? null));
  const optionId = (colleague: Colleague) => `${id}-${colleague.agentId}`;
  const active = () => found()[at()] ?? null;

  createEffect(on(() => props.text, () => setAt(0)));
  createEffect(on(() => words.found(found().length), (text) => announce(text, "polite")));

  const call = (colleague: Colleague) => {
    if (colleague.status === "available") actions()?.placeCall(colleague.address, "");
    else announce(words.cannot(colleague.name), "polite");
  };

  const field = document.querySelector<HTMLInputElement>("[data-first=number]");
  createEffect(() => {
    const chosen = active();
    field?.setAttribute("role", "combobox");
    field?.setAttribute("aria-autocomplete", "list");
    field?.setAttribute("aria-controls", id);
    field?.setAttribute("aria-expanded", String(found().length > 0));
    if (chosen) field?.setAttribute("aria-activedescendant", optionId(chosen));
    else field?.removeAttribute("aria-activedescendant");
  });
  // Ahead of the field's own keys: Enter means no number here, and an arrow no number that was called before.
  const keyDown = (event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (event.target !== field || !isPlain || event.keyCode === 229) return;
    const chosen = active();
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
    if (step !== 0) setAt(Math.max(0, Math.min(found().length - 1, at() + step)));
    else if (event.key === "Enter" && chosen && !event.repeat) call(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("keydown", keyDown, true);
  onCleanup(() => {
    document.removeEventListener("keydown", keyDown, true);
    for (const name of ["role", "autocomplete", "controls", "expanded", "activedescendant"]) {
      field?.removeAttribute(name === "role" ? name : `aria-${name}`);
    }
  });

  return (
    <>
      <div role="listbox" id={id} aria-label={words.title}>
        <For each={found()}>
          {(colleague, index) => (
            <div
              class="target"
              role="option"
              id={optionId(colleague)}
              aria-selected={index() === at()}
              aria-disabled={colleague.status !== "available"}
              // The field keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => call(colleague)}
            >
              <Initials name={colleague.name} />
              <span class="who cut" title={colleague.name}>{colleague.name}</span>
              <ColleagueStatus colleague={colleague} now={now()} />
            </div>
          )}
        </For>
      </div>
      <Show when={found().length === 0}>
        <p class="note">{words.found(0)}</p>
      </Show>
    </>
  );
}
