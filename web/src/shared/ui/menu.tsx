import { createSignal, createUniqueId, type JSX, onCleanup, Show } from "solid-js";
import { destination } from "./list-keys.ts";

/**
 * A button with a menu. Arrow keys move, Esc closes and gives the focus back.
 * @param props.children the items: elements with a role of the menuitem family
 */
export function Menu(props: {
  label: string;
  buttonClass: string;
  button: JSX.Element;
  start?: boolean;
  children: JSX.Element;
}): JSX.Element {
  const id = createUniqueId();
  const [open, setOpen] = createSignal(false);
  let box: HTMLDivElement | undefined;
  let button: HTMLButtonElement | undefined;

  const items = () => [...(box?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
  const close = () => {
    setOpen(false);
    button?.focus();
  };
  const show = () => {
    setOpen(true);
    const checked = items().find((item) => item.getAttribute("aria-checked") === "true");
    (checked ?? items()[0])?.focus();
  };

  const move = (event: KeyboardEvent) => {
    const list = items();
    const at = list.findIndex((item) => item === document.activeElement);
    const to = destination(event.key, at, list.length);
    if (to !== null) list[to]?.focus();
    else if (event.key === "Escape") close();
    else {
      if (event.key === "Tab") setOpen(false);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const closeOutside = (event: PointerEvent) => {
    if (open() && event.target instanceof Node && !box?.contains(event.target)) setOpen(false);
  };
  document.addEventListener("pointerdown", closeOutside);
  onCleanup(() => document.removeEventListener("pointerdown", closeOutside));

  return (
    <div class="anchor" ref={(element) => (box = element)}>
      <button
        ref={(element) => (button = element)}
        type="button"
        class={props.buttonClass}
        aria-label={props.label}
        aria-haspopup="menu"
        aria-expanded={open()}
        aria-controls={open() ? id : undefined}
        onClick={() => open() ? close() : show()}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" || open()) return;
          event.preventDefault();
          show();
        }}
      >
        {props.button}
      </button>
      <Show when={open()}>
        <div
          id={id}
          class={`menu ${props.start ? "start" : ""}`}
          role="menu"
          aria-label={props.label}
          onKeyDown={move}
          onClick={close}
        >
          {props.children}
        </div>
      </Show>
    </div>
  );
}
