// Code that comes later than the page. A tab may be older than what the server has by then, and what it asks for gone:
// that takes nothing away from what is there.
import { createSignal } from "solid-js";

/** Code that is asked for when it is needed, or a little ahead. */
export interface Later<T> {
  /** Null until it has come. */
  value: () => T | null;
  /** Whether it did not come when it was asked for last. */
  failed: () => boolean;
  /** Asks for it, and again where it failed before. Never rejects; null when it did not come. */
  load: () => Promise<T | null>;
}

const missing = new Set<() => void>();
const [outdated, setOutdated] = createSignal(false);

/** Whether the server has another build than this tab: only a reload brings what the tab misses. */
export const isOutdated = outdated;

/** The network is back: what failed is asked for again. Chromium remembers that it failed; others ask anew. */
export function askAgain(): void {
  for (const ask of missing) ask();
}

/**
 * @param fetchCode an `import(…)`
 * @param isOldTab whether the server's build is another one; asked when the code did not come
 */
export function later<T>(
  fetchCode: () => Promise<T>,
  isOldTab: () => Promise<boolean> = isOtherBuild,
): Later<T> {
  const [value, setValue] = createSignal<T | null>(null);
  const [failed, setFailed] = createSignal(false);
  let asked: Promise<T | null> | null = null;

  async function ask(): Promise<T | null> {
    try {
      const code = await fetchCode();
      missing.delete(again);
      setFailed(false);
      setValue(() => code);
      return code;
    } catch {
      asked = null;
      missing.add(again);
      setFailed(true);
      if (await isOldTab()) setOutdated(true);
      return null;
    }
  }
  const load = () => asked ??= ask();
  const again = () => void load();
  return { value, failed, load };
}

/** Whether the page that the server sends now has another first script than this one. */
async function isOtherBuild(): Promise<boolean> {
  const own = document.querySelector<HTMLScriptElement>("script[type=module][src]");
  if (!own) return false;
  try {
    const page = await fetch("/", { cache: "no-store" });
    return page.ok && !(await page.text()).includes(new URL(own.src).pathname);
  } catch {
    // No network: then it is not known, and the code may come when there is one.
    return false;
  }
}
