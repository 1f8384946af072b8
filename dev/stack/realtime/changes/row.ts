import type { Queryable } from "../database.ts";
import { type Condition, OPERATORS } from "./filter.ts";
import type { Column } from "./table.ts";

/** A row as the replication stream gives it: text, null, or undefined where it was left out. */
export type TextRow = Record<string, string | null | undefined>;

/** Only the named columns that the stream brought. */
export function pick(row: TextRow, columns: Column[]): Record<string, string | null> {
  const entries: [string, string | null][] = [];
  for (const { name } of columns) {
    const value = row[name];
    if (value !== undefined) entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

/** The row in the JSON that Postgres itself writes for its types, as hosted sends it. */
export async function toJson(
  sql: Queryable,
  row: Record<string, string | null>,
  columns: Column[],
): Promise<Record<string, unknown>> {
  const present = columns.filter(({ name }) => row[name] !== undefined);
  if (present.length === 0) return {};
  const fields = present.map(({ name, sqlType }) =>
    sql`${name}::text, (${row[name] ?? null}::text)::${sql.unsafe(sqlType)}`
  );
  const list = fields.reduce((all, field) => sql`${all}, ${field}`);
  const [result] = await sql<
    { json: Record<string, unknown> }[]
  >`select json_build_object(${list}) as json`;
  return result?.json ?? {};
}

/** Whether the row meets every condition. A column that the stream left out meets none. */
export async function meets(
  sql: Queryable,
  row: Record<string, string | null>,
  columns: Column[],
  conditions: Condition[],
): Promise<boolean> {
  for (const condition of conditions) {
    const column = columns.find(({ name }) => name === condition.column);
    const value = row[condition.column];
    if (column === undefined || value === undefined) return false;
    const [result] = await sql<{ met: boolean | null }[]>`
      select ${expression(sql, condition, value, column)} as met`;
    // Null is neither met nor its negation, as in a WHERE.
    if (typeof result?.met !== "boolean" || result.met === condition.negated) return false;
  }
  return true;
}

function expression(sql: Queryable, condition: Condition, value: string | null, column: Column) {
  const { operator, values } = condition;
  const type = sql.unsafe(column.sqlType);
  const left = sql`(${value}::text)::${type}`;
  const operatorSql = sql.unsafe(OPERATORS[operator]);
  const [right = ""] = values;
  switch (operator) {
    case "in":
      return sql`${left} = any ((${values}::text[])::${type}[])`;
    case "is":
      return sql`${left} is ${sql.unsafe(isOperand(right))}`;
    case "like":
    case "ilike":
    case "match":
    case "imatch":
      return sql`${value}::text ${operatorSql} ${right}::text`;
    default:
      return sql`${left} ${operatorSql} (${right}::text)::${type}`;
  }
}

/** Only these words may follow IS; anything else is compared with null. */
function isOperand(word: string): string {
  return ["null", "true", "false", "unknown"].includes(word.toLowerCase()) ? word : "null";
}
