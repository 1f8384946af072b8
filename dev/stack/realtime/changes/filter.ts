/**
 * The `filter` of a postgres_changes listener: conditions `column=operator.value`, separated by commas, all of
 * which must hold. Values that contain a comma, a bracket or a quote are quoted.
 * Source: RealtimePostgresFilterBuilder.ts of @supabase/realtime-js 2.119.1.
 */
export interface Condition {
  column: string;
  negated: boolean;
  operator: Operator;
  /** One value; for `in` one or more. */
  values: string[];
}

export const OPERATORS = {
  eq: "=",
  neq: "<>",
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
  in: "= any",
  like: "like",
  ilike: "ilike",
  is: "is",
  match: "~",
  imatch: "~*",
  isdistinct: "is distinct from",
} as const;
type Operator = keyof typeof OPERATORS;

/** @throws RangeError with a sentence for the developer when the filter cannot be read */
export function parseFilter(filter: string): Condition[] {
  return split(filter).map(parseCondition);
}

function parseCondition(text: string): Condition {
  const match = /^([^=]+)=(not\.)?([a-z]+)\.(.*)$/s.exec(text.trim());
  const [, column, not, operator, value] = match ?? [];
  if (
    column === undefined || operator === undefined || value === undefined || !isOperator(operator)
  ) {
    throw new RangeError(`Cannot read filter "${text}": expected column=operator.value`);
  }
  return {
    column: column.trim(),
    negated: not !== undefined,
    operator,
    values: operator === "in"
      ? split(value.replace(/^\(|\)$/g, "")).map(unquote)
      : [unquote(value)],
  };
}

const isOperator = (text: string): text is Operator => Object.hasOwn(OPERATORS, text);

/** Splits at commas outside quotes and brackets. */
function split(text: string): string[] {
  const parts = [""];
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    let piece = char;
    if (quoted && char === "\\") piece += text.charAt(++at);
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === "(") depth++;
    else if (!quoted && char === ")") depth--;
    if (char === "," && !quoted && depth === 0) parts.push("");
    else parts.push((parts.pop() ?? "") + piece);
  }
  return parts;
}

function unquote(value: string): string {
  const inner = /^"(.*)"$/s.exec(value)?.[1];
  return inner === undefined ? value : inner.replace(/\\(.)/gs, "$1");
}
