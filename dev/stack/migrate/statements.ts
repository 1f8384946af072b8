/**
 * Splits a script at the semicolons that end its statements: not those within literals, quoted
 * names, dollar quotes, comments or `begin atomic` bodies (which our migrations do not use).
 * Each statement comes trimmed and without its semicolon.
 */
export function splitStatements(script: string): string[] {
  const statements: string[] = [];
  let start = 0;
  for (let at = 0; at < script.length;) {
    const end = skipOpaque(script, at);
    if (end > at) {
      at = end;
      continue;
    }
    if (script[at] === ";") {
      statements.push(script.slice(start, at).trim());
      start = at + 1;
    }
    at++;
  }
  statements.push(script.slice(start).trim());
  return statements.filter((statement) => statement !== "");
}

/** Where what begins at `at` ends, if it is a literal, quoted name, dollar quote or comment. */
function skipOpaque(script: string, at: number): number {
  const rest = script.slice(at, at + 70);
  const escaped = /^e'/i.test(rest) && !/\w/.test(script[at - 1] ?? "");
  if (escaped) return closing(script, at + 2, /\\.|''|'/gs, (found) => found === "'");
  if (rest.startsWith("'")) return closing(script, at + 1, /''|'/g, (found) => found === "'");
  if (rest.startsWith('"')) return closing(script, at + 1, /""|"/g, (found) => found === '"');
  if (rest.startsWith("--")) return closing(script, at + 2, /\n/g, () => true);
  if (rest.startsWith("/*")) return closing(script, at + 2, /\*\//g, () => true);
  const dollar = /^\$(\w*)\$/.exec(rest)?.[0];
  if (dollar !== undefined && !/[\w$]/.test(script[at - 1] ?? "")) {
    const end = script.indexOf(dollar, at + dollar.length);
    return end === -1 ? script.length : end + dollar.length;
  }
  return at;
}

function closing(
  script: string,
  from: number,
  token: RegExp,
  closes: (found: string) => boolean,
): number {
  token.lastIndex = from;
  for (let found = token.exec(script); found !== null; found = token.exec(script)) {
    if (closes(found[0])) return token.lastIndex;
  }
  return script.length;
}
