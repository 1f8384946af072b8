import type { Repair } from "../../_shared/contracts/health_repair.ts";
import { withoutSecrets } from "../../_shared/domain/public_host.ts";
import { appSettings } from "../../_shared/twilio/app_settings.ts";
import type { VoiceSettings } from "../../_shared/twilio/voice_settings.ts";
import type { Bench, FindingOf } from "../collaborators.ts";

const check = "app";
const repair: Repair = { by: "connection", steps: [{ action: "app" }] };

type Wrong = Extract<FindingOf<"app">, { finding: "app-changed" }>["facts"]["wrong"];

/** Whether the stored TwiML App is there and leads here. */
export async function checkApp({ publicUrl, stored, twilio }: Bench): Promise<FindingOf<"app">> {
  const { app_sid: appSid } = stored;
  const app = (await twilio.apps()).find(({ sid }) => sid === appSid);
  if (app === undefined || appSid === null) {
    return { check, level: "red", finding: "app-missing", facts: { appSid }, repair };
  }
  const name = app.friendlyName;
  const wrong = differences(app.settings, appSettings(publicUrl));
  return wrong.length === 0
    ? { check, level: "green", finding: "app-right", facts: { appSid, name }, repair: null }
    : { check, level: "red", finding: "app-changed", facts: { appSid, name, wrong }, repair };
}

function differences(now: VoiceSettings, right: VoiceSettings): Wrong {
  const fields = [
    ["voice", "voice_url", "voice_method"],
    ["fallback", "voice_fallback_url", "voice_fallback_method"],
    ["status", "status_callback", "status_callback_method"],
  ] as const;
  return fields
    .filter(([, url, method]) => now[url] !== right[url] || now[method] !== right[method])
    .map(([field, url, method]) => ({
      field,
      now: withoutSecrets(now[url]),
      method: now[method],
      right: right[url] ?? "",
    }));
}
