// What the Audit log says. Sentences begin with whoever did it.
import { countryName } from "../../shared/country-name.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import type { AuditKind } from "./audit-filter.ts";
import type { AuditLine } from "./audit-lines.ts";

export const audit = {
  title: "Audit log",
  sub: "Who changed what, and when. Lines stay as they are, and hold no secrets.",
  filter: "Filter",
  who: "Who",
  kind: "What",
  days: "When",
  anybody: "Anybody",
  anything: "Anything",
  anyTime: "Any time",
  sql: "Somebody by SQL",
  system: "Softphone itself",
  kinds: {
    workspace: "Workspace",
    connection: "Connection",
    numbers: "Numbers",
    people: "People",
    policy: "Policy",
    other: "Everything else",
  } satisfies Record<AuditKind, string>,
  spans: { 1: "Last 24 hours", 7: "Last 7 days", 30: "Last 30 days", 365: "Last year" },
  loading: "Reading the audit log…",
  failed: "The audit log can’t be read right now.",
  again: "Try again",
  empty: "No changes yet. What admins change appears here.",
  noneFound: "No changes match this filter.",
  clear: "Clear the filter",
  older: "Show older changes",
  readingOlder: "Reading older changes…",
  today: "Today",
  yesterday: "Yesterday",
  moment: "Time",
  action: "Action",
  nothing: "nothing",
  yes: "yes",
  no: "no",
} as const;

/** Who did it, as a sentence begins. */
export function actorName(line: Pick<AuditLine, "agentId" | "agentName">): string {
  if (line.agentId !== null) return line.agentName;
  return line.agentName === "SQL" ? audit.sql : audit.system;
}

type Detail = AuditLine["detail"];
const text = (value: unknown) =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
const number = (detail: Detail) => formatNumber(text(detail["number"]));
const roles: Readonly<Record<string, string>> = {
  admin: "an admin",
  supervisor: "a supervisor",
  agent: "an agent",
};
const role = (value: unknown) => roles[text(value)] ?? text(value);
const country = (value: unknown) => countryName(text(value));

/** What was done, after the name of who did it. */
const sentences: Readonly<Record<string, (detail: Detail) => string>> = {
  "workspace.created": (of) => `created the workspace ${text(of["name"])}`,
  "workspace.renamed": (of) =>
    `renamed the workspace from ${text(of["before"])} to ${text(of["after"])}`,
  "workspace.country_changed": (of) =>
    `changed the home country from ${country(of["before"])} to ${country(of["after"])}`,

  "account.connected": () => "connected the Twilio account",
  "account.disconnected": () => "disconnected the Twilio account",
  "auth_token.stored": () => "stored the auth token",
  "auth_token.replaced": () => "replaced the auth token",
  "auth_token.removed": () => "removed the auth token",
  "next_auth_token.stored": () => "stored the next auth token",
  "next_auth_token.replaced": () => "replaced the next auth token",
  "next_auth_token.removed": () => "removed the next auth token",
  "api_key.made": () => "made an API key",
  "twiml_app.set": () => "set the TwiML App",
  "twiml_app.removed": () => "removed the TwiML App",

  "number.brought_in": (of) => `brought in ${number(of)}`,
  "number.undone": (of) => `tried to bring in ${number(of)}; it was undone`,
  "number.restored": (of) => `gave ${number(of)} back to what answered it before`,
  "number.left_alone": (of) => `let go of ${number(of)}, which somebody had pointed elsewhere`,
  "number.added": (of) => `added ${number(of)}`,
  "number.removed": (of) => `removed ${number(of)}`,
  "number.bought": (of) => `bought ${number(of)}`,
  "number.released": (of) => `released ${number(of)}`,
  "number.put_away": (of) => `stopped using ${number(of)} here`,
  "number.renamed": (of) => `named ${number(of)} ${text(of["after"]) || "nothing"}`,
  "number.default_changed": (of) =>
    of["for_new_agents"] === true
      ? `gives ${number(of)} to new people from now on`
      : `gives ${number(of)} to new people no more`,
  "number.given": (of) => `gave ${number(of)} to ${text(of["agent"])}`,
  "number.withdrawn": (of) => `took ${number(of)} from ${text(of["agent"])}`,
  "number.use_changed": (of) => `changed what ${text(of["agent"])} uses ${number(of)} for`,
  "number.gone": (of) => `let go of ${number(of)}, which the account does not have any more`,

  "agent.role_changed": (of) => `made ${text(of["name"])} ${role(of["after"])}`,
  "agent.renamed": (of) => `renamed ${text(of["before"])} to ${text(of["name"])}`,
  "agent.switched_on": (of) => `switched ${text(of["name"])} on`,
  "agent.switched_off": (of) => `switched ${text(of["name"])} off`,
  "invitation.made": (of) => `invited ${text(of["email"])} as ${role(of["role"])}`,
  "invitation.withdrawn": (of) => `withdrew the invitation of ${text(of["email"])}`,
  "invitation.accepted": (of) => `accepted the invitation and joined as ${role(of["role"])}`,
};

/** "renamed the workspace from A to B"; an action without a sentence is named as it is. */
export function deedText(line: Pick<AuditLine, "action" | "detail">): string {
  const sentence = Object.hasOwn(sentences, line.action) ? sentences[line.action] : undefined;
  return sentence?.(line.detail) ?? `made a change of another kind: ${line.action}`;
}

const labels: Readonly<Record<string, string>> = {
  name: "Name",
  country: "Country",
  before: "Before",
  after: "After",
  account_sid: "Account SID",
  api_key_sid: "API key SID",
  app_sid: "TwiML App SID",
  number_sid: "Number SID",
  number: "Number",
  friendly_name: "Name",
  email: "E-mail",
  role: "Role",
  agent: "Person",
};

/** One fact of a line's detail, as it stands in the database. */
export interface Fact {
  name: string;
  lines: readonly string[];
}

/** "Account SID": "AC…"; settings within settings become a line each. Ids of our own tell nobody anything. */
export function factsOf(detail: Detail): Fact[] {
  return Object.entries(detail)
    .filter(([name]) => name !== "agent_id")
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
    const inner = Object.entries(value).filter(([, each]) => each !== null && each !== "");
    return inner.length === 0
      ? [audit.nothing]
      : inner.map(([name, each]) => `${wordsOf(name)}: ${linesOf(each).join(", ")}`);
  }
  return [text(value) || audit.nothing];
}
