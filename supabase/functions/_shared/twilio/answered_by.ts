import type { AnsweredBy } from "../contracts/connection.ts";
import type { Application } from "./applications.ts";
import type { NumberSettings } from "./voice_settings.ts";

/** An application or a trunk wins over the voice URL, which stays and is not used. */
export function answeredBy(
  settings: NumberSettings,
  apps: readonly Application[],
  ourApp: string | null,
  trunkNames: ReadonlyMap<string, string | null> = new Map(),
): AnsweredBy {
  const { voice_application_sid: appSid, trunk_sid: trunk, voice_url: url } = settings;
  if (appSid) {
    if (appSid === ourApp) return { kind: "here", name: null };
    return { kind: "app", name: apps.find(({ sid }) => sid === appSid)?.friendlyName ?? null };
  }
  if (trunk) return { kind: "trunk", name: trunkNames.get(trunk) ?? null };
  if (!url || !URL.canParse(url)) return { kind: "nothing", name: null };
  const { host } = new URL(url);
  if (host === "handler.twilio.com") return { kind: "bin", name: null };
  if (host === "demo.twilio.com") return { kind: "demo", name: null };
  return { kind: "url", name: host };
}
