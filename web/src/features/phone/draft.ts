import { createMemo, createSignal } from "solid-js";
import { formatAsTyped, type TypedNumber } from "../../shared/phone-number.ts";
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
}

/** @param country whose way of writing numbers holds */
export function createDraft(country: () => string): Draft {
  const [raw, setRaw] = createSignal("");
  const typed = createMemo(() => formatAsTyped(raw(), country()));
  const set = (text: string) => setRaw(typedText(text));
  return {
    typed,
    set,
    edit: (value) => setRaw(editedText(raw(), value, country())),
    paste: (text) => set(pastedText(text, country())),
    append: (character) => set(raw() + character),
    removeLast: () => set(raw().slice(0, -1)),
  };
}
