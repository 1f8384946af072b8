import * as v from "valibot";

const MethodSchema = v.optional(v.nullable(v.picklist(["GET", "POST"])), null);
const TextSchema = v.optional(v.nullable(v.string()), null);

/** What answers calls, as Twilio's API writes it for numbers and, without app and trunk, for apps. */
export const VoiceSettingsSchema = v.object({
  voice_url: TextSchema,
  voice_method: MethodSchema,
  voice_fallback_url: TextSchema,
  voice_fallback_method: MethodSchema,
  status_callback: TextSchema,
  status_callback_method: MethodSchema,
});

/** The same of a number, which an application or a trunk may answer instead of its voice URL. */
export const NumberSettingsSchema = v.object({
  ...VoiceSettingsSchema.entries,
  voice_application_sid: TextSchema,
  trunk_sid: TextSchema,
});

export type VoiceSettings = v.InferOutput<typeof VoiceSettingsSchema>;
export type NumberSettings = v.InferOutput<typeof NumberSettingsSchema>;

/** The form that writes them. A method that is not known is not sent, and stays. */
export function voiceForm(settings: VoiceSettings): [string, string][] {
  const form: [string, string][] = [
    ["VoiceUrl", settings.voice_url ?? ""],
    ["VoiceFallbackUrl", settings.voice_fallback_url ?? ""],
    ["StatusCallback", settings.status_callback ?? ""],
  ];
  const methods = [
    ["VoiceMethod", settings.voice_method],
    ["VoiceFallbackMethod", settings.voice_fallback_method],
    ["StatusCallbackMethod", settings.status_callback_method],
  ] as const;
  for (const [name, method] of methods) if (method !== null) form.push([name, method]);
  return form;
}

/** Whether a number is answered alike; "" and null both mean that nothing is set. */
export function sameNumberSettings(one: NumberSettings, other: NumberSettings): boolean {
  const text = (settings: NumberSettings) =>
    JSON.stringify([
      voiceForm(settings),
      settings.trunk_sid || null,
      settings.voice_application_sid || null,
    ]);
  return text(one) === text(other);
}
