import * as v from "valibot";
import { IdSchema, MomentSchema } from "../../../../supabase/functions/_shared/contracts/fields.ts";
import { readRows, type RowsClient } from "../../shared/read-rows.ts";
import { type AuditFilter, thingsOf } from "./audit-filter.ts";

/** One change: who, what, when. */
export interface AuditLine {
  id: number;
  /** Null: no seat did it; then the name is `SQL` or `System`. */
  agentId: number | null;
  agentName: string;
  /** What it was done to, a dot, what was done. */
  action: string;
  detail: Readonly<Record<string, unknown>>;
  /** Epoch ms. */
  at: number;
}

const Row = v.pipe(
  v.object({
    id: IdSchema,
    agent_id: v.nullable(IdSchema),
    agent_name: v.string(),
    action: v.string(),
    detail: v.record(v.string(), v.unknown()),
    created_at: MomentSchema,
  }),
  v.transform((row): AuditLine => ({
    id: row.id,
    agentId: row.agent_id,
    agentName: row.agent_name,
    action: row.action,
    detail: row.detail,
    at: Date.parse(row.created_at),
  })),
);

/** Lines at once. */
export const pageLength = 50;

/** Which lines of the filtered log: older or newer than one that is known. */
export type AuditPlace = { before: number } | { after: number } | null;

export type ReadAuditLines = (filter: AuditFilter, place: AuditPlace) => Promise<AuditLine[]>;

/**
 * Reads the newest lines, at most `pageLength`, the newest first.
 * @param now epoch ms, from which the filter's days count back
 */
export function auditReader(
  client: RowsClient,
  workspaceId: number,
  now: () => number,
): ReadAuditLines {
  return (filter, place) => {
    let query = client.from("audit_log")
      .select("id,agent_id,agent_name,action,detail,created_at")
      .eq("workspace_id", workspaceId);
    if (typeof filter.who === "number") query = query.eq("agent_id", filter.who);
    else if (filter.who !== null) {
      query = query.is("agent_id", null).eq("agent_name", filter.who === "sql" ? "SQL" : "System");
    }
    if (filter.kind !== null) {
      const { are, names } = thingsOf(filter.kind);
      const pattern = `^(${names.join("|")})[.]`;
      query = are
        ? query.filter("action", "match", pattern)
        : query.not("action", "match", pattern);
    }
    if (filter.days !== null) {
      query = query.gt("created_at", new Date(now() - filter.days * 86_400_000).toISOString());
    }
    if (place !== null) {
      query = "before" in place ? query.lt("id", place.before) : query.gt("id", place.after);
    }
    return readRows(query.order("id", { ascending: false }).limit(pageLength), Row);
  };
}
