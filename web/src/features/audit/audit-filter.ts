/** What of the audit log is shown. Lives in the URL, so that a view can be sent to a colleague. */
export interface AuditFilter {
  /** A seat's id; `sql`: whoever wrote to the database; `system`: the product by itself. */
  who: number | "sql" | "system" | null;
  kind: AuditKind | null;
  /** Only what is younger than so many days. */
  days: (typeof spans)[number] | null;
}

/** What an action is about, by what stands before its dot. */
const things = {
  workspace: ["workspace"],
  connection: [
    "account",
    "auth_token",
    "next_auth_token",
    "former_auth_token",
    "api_key",
    "twiml_app",
    "health",
  ],
  numbers: ["number"],
  people: ["agent", "invitation"],
  policy: ["policy", "calls_out", "blocked_callers", "do_not_call", "outcomes"],
} as const;

export type AuditKind = keyof typeof things | "other";
export const kinds: readonly AuditKind[] = [
  "workspace",
  "connection",
  "numbers",
  "people",
  "policy",
  "other",
];
export const spans = [1, 7, 30, 365] as const;

export const noFilter: AuditFilter = { who: null, kind: null, days: null };

/** The names that a kind's actions begin with; for `other`, all those that it is none of. */
export function thingsOf(kind: AuditKind): { are: boolean; names: readonly string[] } {
  return kind === "other"
    ? { are: false, names: Object.values(things).flat() }
    : { are: true, names: things[kind] };
}

/** @param search of the URL; what it says wrongly is not filtered by */
export function readFilter(search: URLSearchParams): AuditFilter {
  const who = search.get("who") ?? "";
  return {
    who: who === "sql" || who === "system" ? who : /^[1-9]\d{0,14}$/.test(who) ? Number(who) : null,
    kind: kinds.find((kind) => kind === search.get("kind")) ?? null,
    days: spans.find((days) => String(days) === search.get("days")) ?? null,
  };
}

/** The values of the URL; null: not in it. */
export function filterValues(filter: AuditFilter): Record<keyof AuditFilter, string | null> {
  const text = (value: string | number | null) => value === null ? null : String(value);
  return { who: text(filter.who), kind: text(filter.kind), days: text(filter.days) };
}

/** "?who=12&kind=people", or "" when nothing is filtered. */
export function searchOf(filter: AuditFilter): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filterValues(filter))) {
    if (value !== null) search.set(name, value);
  }
  return search.size === 0 ? "" : `?${search.toString()}`;
}
