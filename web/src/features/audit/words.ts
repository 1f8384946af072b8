// What the Audit log's page says; its lines: see sentences.ts and facts.ts.
import { inLanguage } from "../../shared/language.ts";
import type { AuditKind } from "./audit-filter.ts";
import { pageLength } from "./audit-lines.ts";

const en = {
  audit: {
    title: "Audit log",
    sub: "Who changed what, and when. Entries can’t be changed and contain no secrets.",
    filter: "Filter",
    who: "Who",
    kind: "What",
    days: "When",
    anybody: "Anyone",
    anything: "Anything",
    anyTime: "Any time",
    sql: "Database (SQL)",
    system: "Softphone",
    kinds: {
      workspace: "Workspace",
      connection: "Connection",
      numbers: "Numbers",
      people: "People",
      calls: "Calls",
      policy: "Policy",
      other: "Everything else",
    } satisfies Record<AuditKind, string>,
    spans: { 1: "Last 24 hours", 7: "Last 7 days", 30: "Last 30 days", 365: "Last year" },
    loading: "Loading the audit log…",
    failed: "The audit log can’t be loaded right now.",
    again: "Try again",
    empty: "No changes yet. Changes by admins appear here.",
    noneFound: "No changes match this filter.",
    clear: "Clear the filter",
    newer: (count: number) =>
      count === 1
        ? "1 new change"
        : `${count === pageLength ? `${count} or more` : count} new changes`,
    older: "Show older changes",
    readingOlder: "Loading older changes…",
    today: "Today",
    yesterday: "Yesterday",
    moment: "Time",
    action: "Action",
    nothing: "nothing",
    yes: "yes",
    no: "no",
  },
};

export type Words = typeof en;
export const { audit } = inLanguage({ en });
