import { type Accessor, createEffect, createMemo, createSignal } from "solid-js";

/**
 * What a form shows: what is stored now, live, under what was changed here and is not stored yet.
 * So another admin's change shows in every field that nobody is at, and none that is typed in is lost.
 */
export function createDraft<T extends object>(live: Accessor<T>) {
  const [changed, setChanged] = createSignal<Partial<T>>({});
  // Saved, here or by somebody else: nothing is left to keep.
  createEffect(() => {
    const now = live();
    setChanged((draft) => differing(draft, now));
  });
  const value = createMemo((): T => ({ ...live(), ...changed() }));
  const change = (part: Partial<T>) => setChanged((draft) => ({ ...draft, ...part }));
  return { value, change };
}

/** What of the draft is not stored already. */
export function differing<T extends object>(draft: Partial<T>, live: T): Partial<T> {
  const kept: Partial<T> = {};
  for (const name in draft) {
    if (JSON.stringify(draft[name]) !== JSON.stringify(live[name])) kept[name] = draft[name];
  }
  return kept;
}
