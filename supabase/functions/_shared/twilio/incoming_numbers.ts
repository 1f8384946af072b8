import * as v from "valibot";
import { E164Schema, SidSchema } from "../contracts/fields.ts";
import { Failure } from "../domain/failure.ts";
import type { Account } from "./account.ts";
import { listAll } from "./list_all.ts";
import { isNotFound, type TwilioRest } from "./rest.ts";
import { type NumberSettings, NumberSettingsSchema, voiceForm } from "./voice_settings.ts";

const IncomingNumberSchema = v.pipe(
  v.object({
    sid: SidSchema("PN"),
    phone_number: E164Schema,
    friendly_name: v.nullable(v.string()),
    capabilities: v.object({ voice: v.optional(v.boolean(), false) }),
    emergency_status: v.nullish(v.string()),
    emergency_address_status: v.nullish(v.string()),
    ...NumberSettingsSchema.entries,
  }),
  v.transform((
    {
      sid,
      phone_number,
      friendly_name,
      capabilities,
      emergency_status,
      emergency_address_status,
      ...settings
    },
  ) => ({
    sid,
    number: phone_number,
    friendlyName: friendly_name ?? "",
    hasVoice: capabilities.voice,
    emergency: emergencyOf(emergency_status, emergency_address_status),
    settings,
  })),
);

/**
 * Whether emergency services know where calls from the number come from
 * (https://www.twilio.com/docs/voice/tutorials/emergency-calling-for-programmable-voice).
 */
function emergencyOf(
  status: string | null | undefined,
  address: string | null | undefined,
): "registered" | "pending" | "none" {
  if (address === "pending-registration") return "pending";
  return status === "Active" && address === "registered" ? "registered" : "none";
}

/** A number of the account, and what answers it. */
export type IncomingNumber = v.InferOutput<typeof IncomingNumberSchema>;

export const listNumbers = (twilio: TwilioRest, account: Account): Promise<IncomingNumber[]> =>
  listAll(twilio, account, {
    resource: "IncomingPhoneNumbers",
    key: "incoming_phone_numbers",
    item: IncomingNumberSchema,
  });

/** The account's number with these digits, or null. A part of a number would find it, too, at Twilio. */
export async function findNumber(
  twilio: TwilioRest,
  account: Account,
  number: string,
): Promise<IncomingNumber | null> {
  const found = await listAll(twilio, account, {
    resource: "IncomingPhoneNumbers",
    key: "incoming_phone_numbers",
    item: IncomingNumberSchema,
    query: { PhoneNumber: number },
  });
  return found.find((each) => each.number === number) ?? null;
}

/** @throws Failure `E-NUMBER-GONE` */
export async function fetchNumber(
  twilio: TwilioRest,
  { accountSid, authToken }: Account,
  sid: string,
): Promise<IncomingNumber> {
  try {
    const answer = await twilio({
      method: "GET",
      accountSid,
      resource: `IncomingPhoneNumbers/${sid}`,
      credentials: { username: accountSid, password: authToken },
    });
    const parsed = v.safeParse(IncomingNumberSchema, answer);
    if (!parsed.success) throw new Failure("E-TWILIO", {}, new Error("Cannot read the number"));
    return parsed.output;
  } catch (error) {
    throw isNotFound(error) ? new Failure("E-NUMBER-GONE", {}, error) : error;
  }
}

/**
 * Writes what answers a number; its messages are never touched. An application and a trunk delete
 * each other, so only the one that is set is sent
 * (https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource).
 */
export async function writeNumber(
  twilio: TwilioRest,
  { accountSid, authToken }: Account,
  { sid, settings }: { sid: string; settings: NumberSettings },
): Promise<void> {
  await twilio({
    method: "POST",
    accountSid,
    resource: `IncomingPhoneNumbers/${sid}`,
    credentials: { username: accountSid, password: authToken },
    form: [
      ...voiceForm(settings),
      settings.trunk_sid
        ? ["TrunkSid", settings.trunk_sid]
        : ["VoiceApplicationSid", settings.voice_application_sid ?? ""],
    ],
  });
}

const RouteSchema = v.object({ voice_region: v.nullable(v.string()) });

/** Where Twilio handles a number's calls, such as `us1`; a number without a route is in `us1`. */
export async function fetchNumberRegion(
  twilio: TwilioRest,
  { accountSid, authToken }: Account,
  number: string,
): Promise<string> {
  try {
    const answer = await twilio({
      method: "GET",
      accountSid,
      product: "routes",
      resource: `v2/PhoneNumbers/${encodeURIComponent(number)}`,
      credentials: { username: accountSid, password: authToken },
    });
    const parsed = v.safeParse(RouteSchema, answer);
    if (!parsed.success) throw new Failure("E-TWILIO", {}, new Error("Cannot read the route"));
    return parsed.output.voice_region ?? "us1";
  } catch (error) {
    if (isNotFound(error)) return "us1";
    throw error;
  }
}
