import { isShared, type LineUp } from "../line/line-up.ts";

/** What of a key press matters here. */
type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/**
 * Whether Ctrl and a full stop do what the window's last key does. With several on the line they end the call for all
 * of them, which the window has no key for.
 */
export function leavesByKey(lineUp: LineUp): boolean {
  return lineUp.host !== null || lineUp.kind === "consult" || !isShared(lineUp);
}

/**
 * Whether a press in the window on top is meant for the phone: mute, hold, swap, answer, hang up. What other keys open
 * would open in the page, where nobody looks.
 */
export function isForPhone(press: Press, lineUp: LineUp): boolean {
  if (press.altKey) return false;
  const key = press.key.toLowerCase();
  if (press.ctrlKey || press.metaKey) {
    return key === "d" || key === "enter" || (key === "." && leavesByKey(lineUp));
  }
  return !press.shiftKey && ["m", "h", "s"].includes(key);
}

/** Has the page take a press as its own, so that each key means one thing; stops it where the page did. */
export function passOn(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey } = event;
  const copy = new KeyboardEvent("keydown", { key, ctrlKey, metaKey, cancelable: true });
  if (!document.dispatchEvent(copy)) event.preventDefault();
}
