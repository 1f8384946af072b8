// The two files of rules that static hosts read, as far as Softphone writes them.

export interface HeaderRule {
  path: string;
  headers: [name: string, value: string][];
}

export interface Redirect {
  from: string;
  to: string;
  status: number;
}

/** Reads `_headers`: a path, then its headers, each indented. */
export function parseHeaders(text: string): HeaderRule[] {
  const rules: HeaderRule[] = [];
  for (const line of text.split("\n")) {
    const [, name, value] = /^\s+([^:]+): (.*)$/.exec(line) ?? [];
    if (line.startsWith("/")) rules.push({ path: line.trim(), headers: [] });
    else if (name !== undefined && value !== undefined) {
      rules.at(-1)?.headers.push([name.toLowerCase(), value]);
    }
  }
  return rules;
}

/** Reads `_redirects`: from, to and status, a line each. */
export function parseRedirects(text: string): Redirect[] {
  return text.split("\n").map((line) => line.trim().split(/\s+/)).filter(([from]) => from)
    .map(([from = "", to = "", status]) => ({ from, to, status: Number(status ?? 301) }));
}

/** @param rule begins with `/`; a `*` at its end matches the rest */
export const matchesPath = (rule: string, path: string) =>
  rule.endsWith("*") ? path.startsWith(rule.slice(0, -1)) : path === rule;
