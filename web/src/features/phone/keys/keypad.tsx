import { createSignal, For, type JSX, onCleanup } from "solid-js";
import { keys as words } from "./words.ts";

const keys = [
  ["1", ""],
  ["2", "ABC"],
  ["3", "DEF"],
  ["4", "GHI"],
  ["5", "JKL"],
  ["6", "MNO"],
  ["7", "PQRS"],
  ["8", "TUV"],
  ["9", "WXYZ"],
  ["*", ""],
  ["0", "+"],
  ["#", ""],
] as const;

/** A press of the 0 that lasts so long means +, in ms. */
const longPressMs = 500;

/** The twelve keys. `hit` lights a key that was typed on the keyboard. */
export function Keypad(props: {
  hit?: string | null;
  plus: boolean;
  onPress: (character: string) => void;
}): JSX.Element {
  const [held, setHeld] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));

  const down = (key: string) => {
    setHeld(false);
    clearTimeout(timer);
    if (key !== "0" || !props.plus) return;
    timer = setTimeout(() => {
      setHeld(true);
      props.onPress("+");
    }, longPressMs);
  };
  const click = (key: string) => {
    clearTimeout(timer);
    if (held()) setHeld(false);
    else props.onPress(key);
  };

  return (
    <div class="pad" role="group" aria-label={words.keypad}>
      <For each={keys}>
        {([key, letters]) => (
          <button
            type="button"
            classList={{ hit: props.hit === key }}
            onPointerDown={() => down(key)}
            onPointerLeave={() => clearTimeout(timer)}
            onPointerCancel={() => clearTimeout(timer)}
            onClick={() => click(key)}
          >
            <span>{key}</span> <small>{letters}</small>
          </button>
        )}
      </For>
    </div>
  );
}
