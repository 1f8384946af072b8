import { createMemo, createSignal, onCleanup } from "solid-js";
import { later } from "../../../shared/later.ts";
import { readTyped, type TypedNumber } from "../../../shared/phone-number.ts";
import { afterStart } from "../../../shared/start-phase.ts";
import { editedText, typedText } from "./edited-text.ts";
import { pastedText } from "./pasted-text.ts";

/** The number that is being typed. It outlives calls and pages, so it stands above them. */
export interface Draft {
  typed: () => TypedNumber;
  /** Takes a text in any form, instead of what is there. */
  set: (text: string) => void;
  /** Takes what the browser made of the field's text. */
  edit: (value: string) => void;
  /** Takes a text that was pasted, instead of what is there: words around a number go. */
  paste: (text: string) => void;
  append: (character: string) => void;
  removeLast: () => void;
  /** To be called when the number is called: its extension is for after the answer. */
  keepExtension: (to: string) => void;
  /** The extension with which this number was called last; null when it had none. */
  extensionOf: (number: string | null) => string | null;
}

/** Until it has come, and if it never comes, a number stands as it was typed, and can be called. */
const grouping = later(() => import("../../../shared/as-typed.ts"));

/** @param country whose way of writing numbers holds */
export function createDraft(country: () => string): Draft {
  const [raw, setRaw] = createSignal("");
  const typed = createMemo(() => (grouping.value()?.formatAsTyped ?? readTyped)(raw(), country()));
  const [called, setCalled] = createSignal<{ to: string; extension: string | null } | null>(null);
  const set = (text: string) => setRaw(typedText(text));
  onCleanup(afterStart(() => void grouping.load()));
  return {
    typed,
    set,
    edit: (value) => setRaw(editedText(raw(), typed(), value)),
    paste: (text) => set(pastedText(text, country())),
    append: (character) => set(raw() + character),
    removeLast: () => set(raw().slice(0, -1)),
    keepExtension: (to) => setCalled({ to, extension: typed().extension }),
    extensionOf: (number) => called()?.to === number ? called()?.extension ?? null : null,
  };
}
