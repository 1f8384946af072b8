import postgres from "postgres";
import { type Asker, askers } from "./many-calls.ts";

/** What Postgres did for one question, with everything that a function did for it. */
export interface Explained {
  /** Pages that were touched, of tables and indexes. */
  buffers: number;
  /** Tables of which every row was read. */
  scanned: Set<string>;
  indexes: Set<string>;
}

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Shared Hit Blocks"?: number;
  "Shared Read Blocks"?: number;
  Plans?: PlanNode[];
}

/**
 * Asks a question as a person and has Postgres explain all of it, also what functions ask in their turn (auto_explain,
 * EXPLAIN shows a function as one node).
 * @param who null: the database itself, as a job does
 * @param times before the answer that counts; from the sixth on a function's plans are those it keeps
 */
export async function explainAs(
  superuserUrl: string,
  who: Asker | null,
  question: string,
  times = 6,
): Promise<Explained> {
  const plans: PlanNode[] = [];
  const sql = postgres(superuserUrl, {
    max: 1,
    onnotice: ({ message = "" }) => {
      const [, plan] = message.split("plan:\n");
      if (plan !== undefined) plans.push((JSON.parse(plan) as { Plan: PlanNode }).Plan);
    },
  });
  try {
    await sql`load 'auto_explain'`;
    const role = who === null ? "postgres" : "authenticated";
    await sql`
      select set_config('request.jwt.claims',
        jsonb_build_object('role', 'authenticated', 'sub', a.user_id)::text, false)
      from public.agent as a where a.identity = ${who && askers[who]}`;
    await sql.unsafe(`set role ${role}`);
    for (let n = 0; n < times; n++) await sql.unsafe(question);
    await sql.unsafe(`
      reset role;
      set auto_explain.log_min_duration = 0;
      set auto_explain.log_analyze = on;
      set auto_explain.log_buffers = on;
      set auto_explain.log_timing = off;
      set auto_explain.log_nested_statements = on;
      set auto_explain.log_format = json;
      set auto_explain.log_level = notice;
      set role ${role};
    `);
    plans.length = 0;
    await sql.unsafe(question);
  } finally {
    await sql.end();
  }
  // A statement is told of when it ends, so the question itself comes last; its pages are those of all the others.
  const whole = plans.at(-1);
  if (whole === undefined) throw new Error("Cannot explain: Postgres told no plan");
  const nodes = plans.flatMap(nodesOf);
  const named = (name: "Relation Name" | "Index Name", some: PlanNode[]) =>
    new Set(some.map((node) => node[name] ?? "").filter((found) => found !== ""));
  return {
    buffers: (whole["Shared Hit Blocks"] ?? 0) + (whole["Shared Read Blocks"] ?? 0),
    scanned: named("Relation Name", nodes.filter((node) => node["Node Type"] === "Seq Scan")),
    indexes: named("Index Name", nodes),
  };
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
