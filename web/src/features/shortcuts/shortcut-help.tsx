import { For, type JSX } from "solid-js";
import { letterKeysOn, switchLetterKeys } from "../../shared/ui/letter-keys.ts";
import { modifier } from "../../shared/ui/modifier.ts";
import { PanelDialog } from "../../shared/ui/panel-dialog.tsx";
import { shortcuts as words } from "./words.ts";

const keys: [string[], string][] = [
  [["M"], words.mute],
  [[modifier, "D"], words.mute],
  [["H"], words.hold],
  [["T"], words.transfer],
  [["A"], words.add],
  [[modifier, "Enter"], words.handOver],
  [[modifier, "Enter"], words.holdAndAnswer],
  [["S"], words.swap],
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
  return (
    <PanelDialog title={words.title} close={words.close} onClose={() => props.onClose()}>
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
    </PanelDialog>
  );
}
