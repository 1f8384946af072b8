/** What a key means to the phone. */
export type Shortcut =
  | { do: "mute" | "keypad" | "hang-up" | "answer" | "switch-region" | "close" | "help" | "again" }
  | { do: "hold" | "transfer" | "add" | "record" | "swap" }
  | { do: "timer" }
  | { do: "digit"; digit: string };

/** What of a key press matters. */
export interface KeyPress {
  key: string;
  ctrl: boolean;
  shift: boolean;
  alt: boolean;
  /** Whether the focus is where letters are text. */
  inText: boolean;
}

/**
 * Reads a key press. Single letters never work in a text field, and not at all when they are
 * switched off; those with Ctrl (or the Mac's command key) work everywhere.
 */
export function shortcutOf(press: KeyPress, letters: boolean): Shortcut | null {
  if (press.alt) return null;
  if (press.ctrl) return withCtrl(press.key);
  if (press.key === "F2") return { do: "switch-region" };
  if (press.key === "Escape") return { do: "close" };
  if (press.inText) return null;
  if (/^[0-9*#]$/.test(press.key)) return { do: "digit", digit: press.key };
  return letters ? single(press) : null;
}

function withCtrl(key: string): Shortcut | null {
  if (key === "d" || key === "D") return { do: "mute" };
  if (key === ".") return { do: "hang-up" };
  if (key === "Enter") return { do: "answer" };
  return null;
}

function single(press: KeyPress): Shortcut | null {
  if (press.key === "?") return { do: "help" };
  const key = press.key.toLowerCase();
  if (press.shift) return key === "t" ? { do: "timer" } : null;
  if (key === "m") return { do: "mute" };
  if (key === "k") return { do: "keypad" };
  if (key === "h") return { do: "hold" };
  if (key === "t") return { do: "transfer" };
  if (key === "a") return { do: "add" };
  if (key === "r") return { do: "record" };
  if (key === "s") return { do: "swap" };
  if (key === "c") return { do: "again" };
  return null;
}
