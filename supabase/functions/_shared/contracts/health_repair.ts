import * as v from "valibot";
import { E164Schema, SidSchema } from "./fields.ts";

/** Pages of Twilio's console where a person can fix what no API can. */
export const twilioPages = {
  account: "https://console.twilio.com/us1/account/manage-account/general-settings",
  apiKeys: "https://console.twilio.com/us1/account/keys-credentials/api-keys",
  billing: "https://console.twilio.com/us1/billing/manage-billing/billing-overview",
  geoPermissions: "https://console.twilio.com/us1/develop/voice/settings/geo-permissions",
  numbers: "https://console.twilio.com/us1/develop/phone-numbers/manage/incoming",
  customerProfiles: "https://console.twilio.com/us1/account/trust-hub/customer-profiles",
  voiceSettings: "https://console.twilio.com/us1/develop/voice/settings/general",
  errors: "https://console.twilio.com/us1/monitor/logs/debugger/errors",
} as const;

export type TwilioPage = keyof typeof twilioPages;

/** How a finding is repaired. */
export const RepairSchema = v.variant("by", [
  /** Steps of `POST /connection`, one after the other; then the checks are run again. */
  v.object({
    by: v.literal("connection"),
    steps: v.pipe(
      v.array(v.variant("action", [
        v.object({ action: v.literal("key") }),
        v.object({ action: v.literal("app") }),
        v.object({ action: v.literal("bring-in"), numberSid: SidSchema("PN") }),
        v.object({ action: v.literal("promote-token") }),
      ])),
      v.minLength(1),
    ),
  }),
  /** A page of ours: the person has to enter or decide something there. */
  v.object({ by: v.literal("page"), page: v.picklist(["connection", "numbers"]) }),
  /** A page of `twilioPages`. */
  v.object({
    by: v.literal("twilio"),
    page: v.picklist(Object.keys(twilioPages) as [TwilioPage, ...TwilioPage[]]),
  }),
  /** A test call to this number. */
  v.object({ by: v.literal("test-call"), number: E164Schema }),
]);

export type Repair = v.InferOutput<typeof RepairSchema>;
