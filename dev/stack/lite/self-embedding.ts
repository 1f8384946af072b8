import type { IntrospectResult } from "@supabase/lite";
import { functionsCalled } from "./relation.ts";

/** As much of what Lite parses of a request as is read here. */
interface Embedding {
  join?: Record<string, { from?: string; hint?: string }>;
  select?: readonly (string | Record<string, object>)[];
}

interface ParsedRequest extends Embedding {
  from?: string;
  function?: string;
}

/** Names no relationship. */
const NONE = "a table embedded in itself";

/**
 * Lite joins a table with itself under one name for both sides, and with `!inner`, a spread or a filter answers wrong
 * rows. Each such embedding gets a hint that leads nowhere, so that the request is refused (PGRST200).
 */
export function refuseSelfEmbedding(ast: ParsedRequest, catalog: IntrospectResult): void {
  const [called] = functionsCalled(catalog, ast.function ?? "");
  const origin = ast.from ?? called?.return_type;
  if (origin !== undefined) mark(ast, origin);
}

function mark({ join = {}, select = [] }: Embedding, origin: string): void {
  for (const [alias, joined] of Object.entries(join)) {
    const target = joined.from ?? alias;
    if (target === origin) joined.hint = NONE;
    for (const entry of select) {
      const embedded = typeof entry === "string" ? undefined : entry[alias];
      if (embedded !== undefined) mark(embedded, target);
    }
  }
}
