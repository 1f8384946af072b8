import { basename } from "node:path";

/**
 * The files are applied in the order of their numbers, so each number stands once.
 * @param files of `supabase/schemas`
 * @returns a sentence for each number that more than one file has, or that a file has none of
 */
export function wrongNumbers(files: readonly string[]): string[] {
  const names = files.map((file) => basename(file));
  const numbered = Map.groupBy(names, (name) => /^\d\d(?=_)/.exec(name)?.[0] ?? null);
  return [...numbered].flatMap(([number, alike]) => {
    if (number === null) return alike.map((name) => `supabase/schemas/${name} has no number`);
    return alike.length > 1 ? [`In supabase/schemas ${alike.join(" and ")} share a number`] : [];
  });
}
