// What a line of the audit log unfolds to.
import { inLanguage } from "../../shared/language.ts";
import type { AuditLine } from "./audit-lines.ts";
import { text } from "./sentences.ts";
import { audit } from "./words.ts";

/** In this order: jsonb keeps none of its own that tells anything. */
const en: Readonly<Record<string, string>> = {
  name: "Name",
  agent: "Person",
  number: "Number",
  friendly_name: "Name",
  email: "Email",
  role: "Role",
  country: "Country",
  before: "Before",
  after: "After",
  account_sid: "Account SID",
  api_key_sid: "API key SID",
  app_sid: "TwiML App SID",
  number_sid: "Number SID",
};
const labels = inLanguage({ en });
const order = Object.keys(labels);
const placeOf = (name: string) => order.includes(name) ? order.indexOf(name) : order.length;

/** One fact of a line's detail, as it stands in the database. */
export interface Fact {
  name: string;
  lines: readonly string[];
}

/** "Account SID": "AC…"; settings within settings become a line each. Ids of our own tell nobody anything. */
export function factsOf(detail: AuditLine["detail"]): Fact[] {
  return Object.entries(detail)
    .filter(([name]) => name !== "agent_id")
    .toSorted(([a], [b]) => placeOf(a) - placeOf(b))
    .map(([name, value]) => ({
      name: labels[name] ?? wordsOf(name),
      lines: linesOf(value),
    }));
}

const wordsOf = (name: string) => {
  const spaced = name.replaceAll("_", " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

function linesOf(value: unknown): string[] {
  if (typeof value === "boolean") return [value ? audit.yes : audit.no];
  if (Array.isArray(value)) return value.length === 0 ? [audit.nothing] : value.flatMap(linesOf);
  if (typeof value === "object" && value !== null) {
    const inner = Object.entries(value)
      .filter(([, each]) => each !== null && each !== "")
      .toSorted(([a], [b]) => placeOf(a) - placeOf(b));
    return inner.length === 0
      ? [audit.nothing]
      : inner.map(([name, each]) => `${wordsOf(name)}: ${linesOf(each).join(", ")}`);
  }
  return [text(value) || audit.nothing];
}
