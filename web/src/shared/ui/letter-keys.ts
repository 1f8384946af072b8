import { createSignal } from "solid-js";

const key = "softphone-letter-keys";
const [on, setOn] = createSignal(localStorage.getItem(key) !== "off");

/** Whether single letters work as shortcuts (WCAG 2.1.4); kept in this browser. */
export const letterKeysOn = on;

export function switchLetterKeys(wanted: boolean): void {
  localStorage.setItem(key, wanted ? "on" : "off");
  setOn(wanted);
}
