import type { OutcomeTag } from "../../calls/calls.tsx";

/** An outcome that can be chosen, by its key. */
export type ActiveTag = OutcomeTag & { key: number };

/** The outcomes in use, in the order of their keys. */
export function activeTags(tags: readonly OutcomeTag[]): ActiveTag[] {
  return tags.filter((tag): tag is ActiveTag => tag.key !== null).sort((a, b) => a.key - b.key);
}

/** What of a key press matters. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** The outcome that a key chooses. */
export function tagOfKey(press: KeyPress, tags: readonly ActiveTag[]): ActiveTag | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  return tags.find(({ key }) => String(key) === press.key) ?? null;
}
