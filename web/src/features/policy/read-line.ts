/**
 * The first field of a line, and the others as a note. Quotes as spreadsheets write them hold a comma
 * in a field; a quote within is doubled (https://www.rfc-editor.org/rfc/rfc4180).
 */
export function readLine(line: string): { written: string; note: string } {
  // An extension after a semicolon is no note.
  const joined = line.replace(/;\s*ext=/i, " ext. ");
  const fields = [
    ...joined.matchAll(/(?:^|[,;\t])(?:\s*"((?:[^"]|"")*)"\s*(?=$|[,;\t])|([^,;\t]*))/g),
  ]
    .map(([, quoted, bare]) => (quoted?.replaceAll('""', '"') ?? bare ?? "").trim());
  const [written = "", ...rest] = fields;
  return { written, note: rest.filter((field) => field !== "").join(", ") };
}
