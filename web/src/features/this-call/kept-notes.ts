import * as v from "valibot";

const KeptSchema = v.object({ body: v.string(), version: v.nullable(v.number()), at: v.number() });

/** What was written and is not saved yet, with the version that it was written over; null: that one is not known. */
export type Kept = Pick<v.InferOutput<typeof KeptSchema>, "body" | "version">;

/** So long a browser keeps what it could not save. */
const keptForMs = 30 * 86_400_000;

/** Notes that wait in this browser until the server has them, of one seat. */
export interface KeptNotes {
  get: (callId: number) => Kept | null;
  /** @returns whether the browser has it: storage may be full, or off */
  put: (callId: number, kept: Kept) => boolean;
  remove: (callId: number) => void;
  /** The calls that have one. */
  calls: () => number[];
}

/** @param now epoch ms */
export function keptNotes(storage: Storage, agentId: number, now: () => number): KeptNotes {
  const prefix = `softphone-note-${agentId}-`;
  const get = (callId: number): Kept | null => {
    const kept = read(storage.getItem(`${prefix}${callId}`));
    if (kept === null) return null;
    if (now() - kept.at <= keptForMs) return { body: kept.body, version: kept.version };
    storage.removeItem(`${prefix}${callId}`);
    return null;
  };
  return {
    get,
    put(callId, kept) {
      try {
        storage.setItem(`${prefix}${callId}`, JSON.stringify({ ...kept, at: now() }));
        return true;
      } catch {
        return false;
      }
    },
    remove: (callId) => storage.removeItem(`${prefix}${callId}`),
    calls: () =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "")
        .filter((key) => key.startsWith(prefix))
        .map((key) => Number(key.slice(prefix.length)))
        .filter((callId) => get(callId) !== null),
  };
}

function read(text: string | null) {
  if (text === null) return null;
  try {
    const kept = v.safeParse(KeptSchema, JSON.parse(text));
    return kept.success ? kept.output : null;
  } catch {
    return null;
  }
}
