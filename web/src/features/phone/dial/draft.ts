import { createMemo, createSignal } from "solid-js";
import { formatAsTyped, type TypedNumber } from "../../../shared/phone-number.ts";

/** The number that is being typed. It outlives calls and pages, so it stands above them. */
export interface Draft {
  typed: () => TypedNumber;
  /** Takes a text in any form, as it is typed or pasted. */
  set: (text: string) => void;
  append: (character: string) => void;
  removeLast: () => void;
}

/** @param country whose way of writing numbers holds */
export function createDraft(country: () => string): Draft {
  const [text, setText] = createSignal("");
  const typed = createMemo(() => formatAsTyped(text(), country()));
  const set = (next: string) => setText(next === "" ? "" : formatAsTyped(next, country()).text);
  return {
    typed,
    set,
    append: (character) => set(typed().text + character),
    removeLast: () => set(typed().text.trimEnd().slice(0, -1).trimEnd()),
  };
}
