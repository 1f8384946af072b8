import { createSignal } from "solid-js";

const key = "softphone-on-top";
const [keeps, setKeeps] = createSignal(localStorage.getItem(key) === "on");

/** Whether the person wants the controls of a call on top of other windows; kept in this browser. */
export const keepsOnTop = keeps;

export function keepOnTop(wanted: boolean): void {
  localStorage.setItem(key, wanted ? "on" : "off");
  setKeeps(wanted);
}
