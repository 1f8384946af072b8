import type { IntrospectResult } from "@supabase/lite";

/** Up to the table that a foreign key leads to; the first group is its schema, if it is not `public`. */
const REFERENCED = /\bREFERENCES (?:("(?:[^"]|"")+"|[^\s."(]+)\.)?(?:"(?:[^"]|"")+"|[^\s."(]+)\(/;

/**
 * What PostgREST knows of a database: the exposed schema only. Lite looks names up in all of them, so that
 * `users(*)` finds `auth.users`, and `*` of a table gets the columns of its namesake there.
 *
 * Foreign keys of a table to itself are left out, too: no request may follow them (`embedding.ts`).
 */
export function exposedCatalog(catalog: IntrospectResult): IntrospectResult {
  const isExposed = ({ schema }: { schema: string }) => schema === "public";
  return {
    ...catalog,
    tables: catalog.tables.filter(isExposed),
    columns: catalog.columns.filter(isExposed),
    views: catalog.views.filter(isExposed),
    primary_keys: catalog.primary_keys.filter(isExposed),
    unique_constraints: catalog.unique_constraints.filter(isExposed),
    functions: (catalog.functions ?? []).filter(isExposed),
    foreign_keys: catalog.foreign_keys.filter((key) =>
      isExposed(key) && key.table !== key.ref_table &&
      REFERENCED.exec(key.fk_def)?.[1] === undefined
    ),
  };
}
