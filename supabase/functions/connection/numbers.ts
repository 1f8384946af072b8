import type { AccountNumber, AnsweredBy } from "../_shared/contracts/connection.ts";
import type { Application } from "../_shared/twilio/applications.ts";
import type { NumberSettings } from "../_shared/twilio/voice_settings.ts";
import { accountOf, type Workbench } from "./collaborators.ts";

/** Every number of the account that can take calls, with what answers it now. */
export async function listAccountNumbers(
  { store, twilio }: Workbench,
): Promise<{ numbers: AccountNumber[] }> {
  const stored = await store.read();
  const account = accountOf(stored);
  const [numbers, apps] = await Promise.all([
    twilio.listNumbers(account),
    twilio.listApps(account),
  ]);
  return {
    numbers: numbers.filter(({ hasVoice }) => hasVoice).map((each) => ({
      sid: each.sid,
      number: each.number,
      name: each.friendlyName,
      answeredBy: answeredBy(each.settings, apps, stored.appSid),
    })),
  };
}

/** An application or a trunk wins over the voice URL, which stays and is not used. */
export function answeredBy(
  settings: NumberSettings,
  apps: readonly Application[],
  ourApp: string | null,
): AnsweredBy {
  const { voice_application_sid: appSid, trunk_sid: trunk, voice_url: url } = settings;
  if (appSid) {
    if (appSid === ourApp) return { kind: "here", name: null };
    return { kind: "app", name: apps.find(({ sid }) => sid === appSid)?.friendlyName ?? null };
  }
  if (trunk) return { kind: "trunk", name: null };
  if (!url || !URL.canParse(url)) return { kind: "nothing", name: null };
  const { host } = new URL(url);
  if (host === "handler.twilio.com") return { kind: "bin", name: null };
  if (host === "demo.twilio.com") return { kind: "demo", name: null };
  return { kind: "url", name: host };
}
