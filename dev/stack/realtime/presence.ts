/** Who is present on one topic: Phoenix's presence lists, as `presence_state` and `presence_diff` carry them. */
export type Meta = Record<string, unknown> & { phx_ref: string };
export type PresenceList = Record<string, { metas: Meta[] }>;
export interface PresenceDiff {
  joins: PresenceList;
  leaves: PresenceList;
}

/** One tracked presence a member; `Member` is only an identity here. */
export class Presences<Member> {
  readonly #entries = new Map<Member, { key: string; meta: Meta }>();
  readonly #makeRef: () => string;

  constructor(makeRef: () => string) {
    this.#makeRef = makeRef;
  }

  /** Sets what the member shows of itself. A second track replaces the first: it both leaves and joins. */
  track(member: Member, key: string, shown: Record<string, unknown>): PresenceDiff {
    const left = this.untrack(member);
    const meta: Meta = { ...shown, phx_ref: this.#makeRef() };
    this.#entries.set(member, { key, meta });
    return { joins: listOf([{ key, meta }]), leaves: left?.leaves ?? {} };
  }

  /** Null when the member showed nothing. */
  untrack(member: Member): PresenceDiff | null {
    const entry = this.#entries.get(member);
    if (entry === undefined) return null;
    this.#entries.delete(member);
    return { joins: {}, leaves: listOf([entry]) };
  }

  state(): PresenceList {
    return listOf([...this.#entries.values()]);
  }
}

function listOf(entries: { key: string; meta: Meta }[]): PresenceList {
  const byKey = new Map<string, Meta[]>();
  for (const { key, meta } of entries) byKey.set(key, [...(byKey.get(key) ?? []), meta]);
  return Object.fromEntries([...byKey].map(([key, metas]) => [key, { metas }]));
}
