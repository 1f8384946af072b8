import { createSignal, createUniqueId, For, type JSX, onCleanup, Show } from "solid-js";
import { formatNumber } from "../../../shared/phone-number.ts";
import type { FromNumber } from "../../../shared/workspace.tsx";
import { Icon } from "../../../shared/ui/icon.tsx";
import { destination } from "../../../shared/ui/list-keys.ts";
import { FromValue } from "./from-button.tsx";
import { dial } from "./words.ts";
import { createTypeAhead } from "./type-ahead.ts";

/** Picks the number that the other side sees: a list of one's own numbers, with type-ahead. */
export function FromPicker(props: {
  numbers: FromNumber[];
  chosen: FromNumber | null;
  onChoose: (number: string) => void;
}): JSX.Element {
  const id = createUniqueId();
  const [open, setOpen] = createSignal(false);
  const [active, setActive] = createSignal(0);
  let box: HTMLDivElement | undefined;
  const typeAhead = createTypeAhead(() => props.numbers.map((from) => from.name ?? from.number));

  const show = () => {
    if (props.numbers.length === 0) return;
    setActive(Math.max(0, props.numbers.findIndex((from) => from.number === props.chosen?.number)));
    setOpen(true);
  };
  const choose = (at: number) => {
    const from = props.numbers[at];
    if (from) props.onChoose(from.number);
    setOpen(false);
  };

  const keyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = destination(event.key, active(), props.numbers.length);
    if (to !== null && open()) setActive(to);
    else if (to !== null) show();
    else if (event.key === "Escape" && open()) setOpen(false);
    else if (event.key === "Tab") {
      if (open()) choose(active());
      return;
    } else if (event.key === "Enter" || (event.key === " " && !typeAhead.isRunning())) {
      if (open()) choose(active());
      else show();
    } else if (event.key.length === 1) {
      const found = typeAhead.find(event.key);
      if (found === null) return;
      if (!open()) show();
      setActive(found);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const closeOutside = (event: PointerEvent) => {
    if (event.target instanceof Node && !box?.contains(event.target)) setOpen(false);
  };
  document.addEventListener("pointerdown", closeOutside);
  onCleanup(() => document.removeEventListener("pointerdown", closeOutside));

  return (
    <div class="from-box" ref={(element) => (box = element)}>
      <button
        type="button"
        class="from"
        role="combobox"
        aria-label={dial.from}
        aria-haspopup="listbox"
        aria-expanded={open()}
        aria-controls={`${id}-list`}
        aria-activedescendant={open() ? `${id}-${active()}` : undefined}
        onClick={() => open() ? setOpen(false) : show()}
        onKeyDown={keyDown}
        onBlur={() => setOpen(false)}
      >
        <FromValue chosen={props.chosen} />
      </button>
      <div
        id={`${id}-list`}
        class="pick"
        role="listbox"
        aria-label={dial.from}
        hidden={!open()}
      >
        <For each={props.numbers}>
          {(from, at) => (
            <div
              id={`${id}-${at()}`}
              role="option"
              aria-selected={from.number === props.chosen?.number}
              classList={{ active: at() === active() }}
              onPointerMove={() => setActive(at())}
              // Before the button loses the focus, which would close the list.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(at())}
            >
              <Show when={from.name}>{(name) => <b class="cut">{name()}</b>}</Show>
              <span class="n">{formatNumber(from.number)}</span>
              <Show when={from.number === props.chosen?.number}>
                <Icon name="check" class="tick" />
              </Show>
            </div>
          )}
        </For>
      </div>
    </div>
  );
}
