// What a line of the audit log says: who, and then what was done.
import { countryName } from "../../shared/country-name.ts";
import { inLanguage } from "../../shared/language.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import { shownAddress } from "../../shared/withheld.ts";
import type { AuditLine } from "./audit-lines.ts";
import { audit } from "./words.ts";

type Detail = AuditLine["detail"];

/** Who did it, as a sentence begins. */
export function actorName(line: Pick<AuditLine, "agentId" | "agentName">): string {
  if (line.agentId !== null) return line.agentName;
  return line.agentName === "SQL" ? audit.sql : audit.system;
}

/** A value of a line's detail, as far as it is a word or a number. */
export const text = (value: unknown) =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

const roles: Readonly<Record<string, string>> = {
  admin: "an admin",
  supervisor: "a supervisor",
  agent: "an agent",
};
const recordingModes: Readonly<Record<string, string>> = {
  policy: "as in the policy",
  off: "none",
  "on-demand": "on demand",
  always: "all",
};
const number = (of: Detail) => formatNumber(text(of["number"]));
const role = (value: unknown) => roles[text(value)] ?? text(value);
const country = (value: unknown) => countryName(text(value));
const numbers = (of: Detail) => of["count"] === 1 ? "a number" : `${text(of["count"])} numbers`;
const caller = (of: Detail) => {
  const shown = shownAddress(text(of["number"]));
  return shown === null ? "a hidden number" : formatNumber(shown);
};
/** "between Zofia and +44 20 7946 0018". */
const withWhom = (of: Detail) =>
  text(of["with_agent"]) === ""
    ? `with ${caller(of)}`
    : `between ${text(of["with_agent"])} and ${caller(of)}`;
const settings = (of: Detail) =>
  Object.keys(of).map((name) => name.replaceAll("_", " ")).toSorted().join(", ");

/**
 * What was done, after the name of who did it.
 * @param isOwn whether it was done to the seat of who did it
 */
const en: Readonly<Record<string, (of: Detail, isOwn: boolean) => string>> = {
  "workspace.created": (of) => `created the workspace ${text(of["name"])}`,
  "workspace.renamed": (of) =>
    `renamed the workspace from ${text(of["before"])} to ${text(of["after"])}`,
  "workspace.country_changed": (of) =>
    `changed the home country from ${country(of["before"])} to ${country(of["after"])}`,

  "account.connected": () => "connected the Twilio account",
  "account.disconnected": () => "disconnected the Twilio account",
  "account.forgotten": () => "removed the Twilio account, which could no longer be accessed",
  "auth_token.stored": () => "stored the auth token",
  "auth_token.replaced": () => "replaced the auth token",
  "auth_token.promoted": () => "made the next auth token the current one",
  "auth_token.removed": () => "removed the auth token",
  "next_auth_token.stored": () => "stored the next auth token",
  "next_auth_token.replaced": () => "replaced the next auth token",
  "next_auth_token.removed": () => "removed the next auth token",
  "former_auth_token.removed": () => "removed the old auth token",
  "api_key.made": () => "created an API key",
  "api_key.rotated": () => "replaced the API key with a new one",
  "api_key.deleted": () => "deleted an old API key",
  "twiml_app.set": () => "set the TwiML App",
  "twiml_app.removed": () => "removed the TwiML App",
  "health.test_called": (of) => `placed a test call to ${number(of)}`,

  "number.brought_in": (of) => `added ${number(of)}`,
  "number.undone": (of) => `tried to add ${number(of)}; this was undone`,
  "number.restored": (of) => `returned ${number(of)} to what answered it before`,
  "number.left_alone": (of) => `stopped using ${number(of)}, which someone had pointed elsewhere`,
  "number.gone": (of) => `stopped using ${number(of)}, which is no longer in the account`,
  "number.added": (of) => `added ${number(of)}`,
  "number.removed": (of) => `removed ${number(of)}`,
  "number.bought": (of) => `bought ${number(of)}`,
  "number.released": (of) => `released ${number(of)}`,
  "number.put_away": (of) => `removed ${number(of)}`,
  "number.renamed": (of) =>
    text(of["after"]) === ""
      ? `removed the name of ${number(of)}`
      : `named ${number(of)} ${text(of["after"])}`,
  "number.default_changed": (of) =>
    of["for_new_agents"] === true
      ? `gives ${number(of)} to new team members from now on`
      : `no longer gives ${number(of)} to new team members`,
  "number.recording_changed": (of) =>
    `changed which calls of ${number(of)} are recorded: ${recordingModes[text(of["after"])] ?? ""}`,
  "recording.deleted": (of) => `deleted a recording: ${text(of["reason"])}`,
  "number.given": (of, isOwn) =>
    isOwn ? `was given ${number(of)}` : `gave ${number(of)} to ${text(of["agent"])}`,
  "number.withdrawn": (of, isOwn) =>
    isOwn ? `gave up ${number(of)}` : `took ${number(of)} from ${text(of["agent"])}`,
  "number.use_changed": (of, isOwn) =>
    `changed what ${isOwn ? "they use" : `${text(of["agent"])} uses`} ${number(of)} for`,

  "agent.role_changed": (of) => `made ${text(of["name"])} ${role(of["after"])}`,
  "agent.renamed": (of) => `renamed ${text(of["before"])} to ${text(of["name"])}`,
  "agent.switched_on": (of) => `reactivated ${text(of["name"])}`,
  "agent.switched_off": (of) => `deactivated ${text(of["name"])}`,
  "invitation.made": (of) => `invited ${text(of["email"])} as ${role(of["role"])}`,
  "invitation.withdrawn": (of) => `withdrew the invitation of ${text(of["email"])}`,
  "invitation.accepted": (of) => `accepted an invitation and joined as ${role(of["role"])}`,

  "call.listened_to": (of) => `listened to a call ${withWhom(of)}`,
  "call.whispered_to": (of) => `whispered in a call ${withWhom(of)}`,
  "call.joined": (of) => `joined a call ${withWhom(of)}`,
  "call.left": (of) => `stopped listening to a call ${withWhom(of)}`,
  "call.not_reached": (of) => `was not connected to a call ${withWhom(of)}`,
  "call.ended": (of) => `ended a call ${withWhom(of)}`,

  "policy.changed": (of) => `changed the policy: ${settings(of)}`,
  "outcomes.changed": () => "changed the outcomes of calls",
  "calls_out.paused": () => "paused outgoing calls",
  "calls_out.resumed": () => "resumed outgoing calls",
  "blocked_callers.added": (of) => `blocked ${numbers(of)}`,
  "blocked_callers.removed": (of) => `unblocked ${numbers(of)}`,
  "do_not_call.added": (of) => `put ${numbers(of)} on the do-not-call list`,
  "do_not_call.removed": (of) => `took ${numbers(of)} off the do-not-call list`,
};
const sentences = inLanguage({ en });

/** "renamed the workspace from A to B"; an action without a sentence is named as it is. */
export function deedText(
  { action, agentId, detail }: Pick<AuditLine, "action" | "agentId" | "detail">,
): string {
  const sentence = Object.hasOwn(sentences, action) ? sentences[action] : undefined;
  return sentence?.(detail, agentId !== null && agentId === detail["agent_id"]) ??
    `made another change: ${action}`;
}
