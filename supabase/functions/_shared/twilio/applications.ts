import * as v from "valibot";
import { SidSchema } from "../contracts/fields.ts";
import { Failure } from "../domain/failure.ts";
import type { Account } from "./account.ts";
import { listAll } from "./list_all.ts";
import { isNotFound, type TwilioRest } from "./rest.ts";
import { voiceForm, type VoiceSettings, VoiceSettingsSchema } from "./voice_settings.ts";

const ApplicationSchema = v.pipe(
  v.object({
    sid: SidSchema("AP"),
    friendly_name: v.nullable(v.string()),
    ...VoiceSettingsSchema.entries,
  }),
  v.transform(({ sid, friendly_name, ...settings }) => ({
    sid,
    friendlyName: friendly_name ?? "",
    settings,
  })),
);

/** A TwiML App: where Twilio asks what to do with the calls that reach it. */
export type Application = v.InferOutput<typeof ApplicationSchema>;

export const listApplications = (
  twilio: TwilioRest,
  account: Account,
): Promise<Application[]> =>
  listAll(twilio, account, {
    resource: "Applications",
    key: "applications",
    item: ApplicationSchema,
  });

/** @param app without a SID it is made */
export async function writeApplication(
  twilio: TwilioRest,
  { accountSid, authToken }: Account,
  app: { sid: string | null; friendlyName: string; settings: VoiceSettings },
): Promise<Application> {
  const answer = await twilio({
    method: "POST",
    accountSid,
    resource: app.sid === null ? "Applications" : `Applications/${app.sid}`,
    credentials: { username: accountSid, password: authToken },
    form: [["FriendlyName", app.friendlyName], ...voiceForm(app.settings)],
  });
  const parsed = v.safeParse(ApplicationSchema, answer);
  if (!parsed.success) throw new Failure("E-TWILIO", {}, new Error("Cannot read the TwiML App"));
  return parsed.output;
}

/** @returns false: there was none any more */
export async function deleteApplication(
  twilio: TwilioRest,
  { accountSid, authToken }: Account,
  sid: string,
): Promise<boolean> {
  try {
    await twilio({
      method: "DELETE",
      accountSid,
      resource: `Applications/${sid}`,
      credentials: { username: accountSid, password: authToken },
    });
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
