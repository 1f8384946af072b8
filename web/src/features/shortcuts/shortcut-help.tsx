import { For, type JSX, onMount } from "solid-js";
import { Icon } from "../../shared/ui/icon.tsx";
import { letterKeysOn, switchLetterKeys } from "../../shared/ui/letter-keys.ts";
import { modifier } from "../../shared/ui/modifier.ts";
import { shortcuts as words } from "./words.ts";

const keys: [string[], string][] = [
  [["M"], words.mute],
  [[modifier, "D"], words.mute],
  [["K"], words.keypad],
  [["0–9", "*", "#"], words.digits],
  [[modifier, "."], words.hangUp],
  [[modifier, "Enter"], words.answer],
  [["Enter"], words.place],
  [["↑"], words.last],
  [["C"], words.again],
  [["F2"], words.between],
  [["Shift", "T"], words.timer],
  [["Esc"], words.escape],
  [["?"], words.help],
];

/** All shortcuts, over the desk; the phone stays usable beside it. */
export function ShortcutHelp(props: { onClose: () => void }): JSX.Element {
  let closer: HTMLButtonElement | undefined;
  const before = document.activeElement;
  onMount(() => closer?.focus());
  const close = () => {
    props.onClose();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    <div class="veil" onClick={(event) => event.target === event.currentTarget && close()}>
      <div class="dialog" role="dialog" aria-labelledby="shortcuts-title" onKeyDown={keyDown}>
        <header>
          <h2 id="shortcuts-title">{words.title}</h2>
          <button
            ref={(element) => (closer = element)}
            type="button"
            class="ib"
            aria-label={words.close}
            onClick={close}
          >
            <Icon name="x" />
          </button>
        </header>
        <dl class="keylist">
          <For each={keys}>
            {([combination, meaning]) => (
              <>
                <dt>
                  <For each={combination}>{(key) => <kbd>{key}</kbd>}</For>
                </dt>
                <dd>{meaning}</dd>
              </>
            )}
          </For>
        </dl>
        <label class="switch">
          <input
            type="checkbox"
            checked={letterKeysOn()}
            onChange={(event) => switchLetterKeys(event.currentTarget.checked)}
          />
          <span>
            {words.letters}
            <span class="line dim sm">{words.lettersWhy}</span>
          </span>
        </label>
      </div>
    </div>
  );
}
