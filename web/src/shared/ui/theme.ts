import { createSignal } from "solid-js";

export type Theme = "system" | "light" | "dark";

const lastKey = "softphone-theme";
const [theme, showTheme] = createSignal<Theme>("system");

export { theme };

/** The theme of whoever used this browser last, before anybody is known. */
export function restoreTheme(): void {
  apply(read(lastKey));
}

/** The theme that this person chose; kept per person. */
export function restoreThemeOf(userId: string): void {
  apply(read(`${lastKey}-${userId}`));
}

export function chooseTheme(chosen: Theme, userId: string): void {
  localStorage.setItem(lastKey, chosen);
  localStorage.setItem(`${lastKey}-${userId}`, chosen);
  apply(chosen);
}

function read(key: string): Theme {
  const stored = localStorage.getItem(key);
  return stored === "light" || stored === "dark" ? stored : "system";
}

function apply(chosen: Theme): void {
  showTheme(chosen);
  if (chosen === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = chosen;
}
