import { parse, stringify } from "node:querystring";
import type { Form } from "./form.ts";

/**
 * Every string that Twilio may have signed for a request, the likeliest first: the URL followed by
 * the form's names and values, sorted by name.
 *
 * The same candidates as `validateRequest` of the `twilio` library, in its order: the URL as it was
 * asked for and as `new URL()` writes it, each without and with its port, and then with its query
 * re-encoded. The library keeps a repeated field's distinct values, sorted. JavaScript sorts by
 * UTF-16 code units; Postgres does not, which is why this is not done in the database.
 *
 * @param url the pinned public URL with the raw query; never one built from forwarded headers
 */
export function signedStrings(url: string, form: Form): string[] {
  const fields = signedFields(form);
  const normal = new URL(url).toString();
  const urls = [
    ...portVariants(url),
    ...portVariants(normal),
    ...portVariants(normal).map(withLegacyQuery),
  ];
  return [...new Set(urls)].map((candidate) => candidate + fields);
}

function signedFields(form: Form): string {
  return [...form]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, values]) =>
      values.length === 1
        ? name + values[0]
        : [...new Set(values)].sort().map((value) => name + value)
    )
    .join("");
}

/** The URL without a port and with one: its own, or else its scheme's. */
function portVariants(url: string): [string, string] {
  const [, scheme = "", host = "", port = "", rest = ""] =
    /^(https?:\/\/)(\[[^\]]*\]|[^/?#:]*)(:\d+)?(.*)$/s.exec(url) ?? [];
  const defaultPort = scheme === "https://" ? ":443" : ":80";
  return [scheme + host + rest, scheme + host + (port || defaultPort) + rest];
}

function withLegacyQuery(url: string): string {
  const start = url.indexOf("?");
  if (start === -1 || start === url.length - 1) return url;
  return `${url.slice(0, start)}?${stringify(parse(url.slice(start + 1)))}`;
}
