import type { Line } from "./catalog.ts";

/** Something that is not the same in both databases. */
export interface Difference {
  kind: string;
  identity: string;
  /** Its definition here and there; undefined where it does not exist. */
  before: string | undefined;
  after: string | undefined;
}

/** What differs between two catalogs, by kind and identity; an empty list when nothing does. */
export function compareCatalogs(before: Line[], after: Line[]): Difference[] {
  const was = byName(before);
  const is = byName(after);
  return [...new Set([...was.keys(), ...is.keys()])].toSorted()
    .filter((key) => was.get(key)?.definition !== is.get(key)?.definition)
    .map((key) => {
      const { kind = "", identity = "" } = is.get(key) ?? was.get(key) ?? {};
      return { kind, identity, before: was.get(key)?.definition, after: is.get(key)?.definition };
    });
}

/** Things of the same kind and identity (equal rows) count as often as they are there. */
function byName(lines: Line[]): Map<string, Line> {
  const map = new Map<string, Line>();
  for (const line of lines) {
    const key = `${line.kind} ${line.identity}`;
    const same = map.get(key);
    const definition = same === undefined
      ? line.definition
      : `${same.definition}\n${line.definition}`;
    map.set(key, { ...line, definition });
  }
  return map;
}

/** A difference as a person reads it: what it is, then the lines that are not the same. */
export function describeDifference(
  { kind, identity, before, after }: Difference,
  names: { before: string; after: string },
): string {
  const head = `${kind} ${identity}`;
  if (before === undefined) return `${head}: only in ${names.after}`;
  if (after === undefined) return `${head}: only in ${names.before}`;
  const [was, is] = differingLines(before.split("\n"), after.split("\n"));
  return [
    head,
    ...was.map((line) => `  ${names.before}: ${line}`),
    ...is.map((line) => `  ${names.after}: ${line}`),
  ].join("\n");
}

const SHOWN = 8;

/** Both without what is the same at their beginnings and ends, and cut where they are long. */
function differingLines(was: string[], is: string[]): [string[], string[]] {
  let start = 0;
  while (start < was.length && start < is.length && was[start] === is[start]) start++;
  let end = 0;
  const most = Math.min(was.length, is.length) - start;
  while (end < most && was.at(-1 - end) === is.at(-1 - end)) end++;
  const cut = (lines: string[]) => {
    const differing = lines.slice(start, lines.length - end);
    return differing.length > SHOWN ? [...differing.slice(0, SHOWN), "…"] : differing;
  };
  return [cut(was), cut(is)];
}
