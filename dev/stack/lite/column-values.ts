/**
 * How postgres.js turns columns into the values that Lite puts into its JSON, where Lite's own
 * choice differs from PostgREST's, which lets Postgres's `to_json` decide. Object identifiers are
 * those of pg_type.
 */

/** Lite hands over text that is JSON already; encoding it again would store a string. */
const json = (oid: number) => ({
  to: oid,
  from: [oid],
  serialize: (value: unknown) => typeof value === "string" ? value : JSON.stringify(value),
  parse: (text: string): unknown => JSON.parse(text),
});

export const columnValues = {
  json: json(114),
  jsonb: json(3802),
  /** `2026-11-25 02:26:13.5+00` is `2026-11-25T02:26:13.5+00:00` in JSON. */
  timestamptz: {
    to: 1184,
    from: [1184],
    serialize: String,
    parse: (text: string) => isoTimestamp(text).replace(/([+-]\d\d)$/, "$1:00"),
  },
  timestamp: { to: 1114, from: [1114], serialize: String, parse: isoTimestamp },
  /** A JSON number, as far as a double holds it; `NaN` and infinities are strings. */
  numeric: {
    to: 1700,
    from: [1700],
    serialize: String,
    parse: (text: string) => Number.isFinite(Number(text)) ? Number(text) : text,
  },
  /** Postgres's own hexadecimal text; a Buffer would come out as an object. */
  bytea: { to: 17, from: [17], serialize: String, parse: (text: string) => text },
};

function isoTimestamp(text: string): string {
  return text.replace(/^(\S+) (?=\d\d:)/, "$1T");
}
