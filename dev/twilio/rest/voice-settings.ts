// The voice settings that applications and numbers share.

import { API_VERSION } from "../webhooks/forms.ts";
import { invalid } from "./answer.ts";
import { field, flag, methodField, type RestRequest } from "./request.ts";

export interface VoiceSettings {
  voiceUrl: string;
  voiceMethod: "GET" | "POST";
  voiceFallbackUrl: string;
  voiceFallbackMethod: "GET" | "POST";
  statusCallback: string;
  statusCallbackMethod: "GET" | "POST";
  voiceCallerIdLookup: boolean;
}

export const voiceResource = (voice: VoiceSettings) => ({
  api_version: API_VERSION,
  voice_url: voice.voiceUrl || null,
  voice_method: voice.voiceMethod,
  voice_fallback_url: voice.voiceFallbackUrl || null,
  voice_fallback_method: voice.voiceFallbackMethod,
  voice_caller_id_lookup: voice.voiceCallerIdLookup,
  status_callback: voice.statusCallback || null,
  status_callback_method: voice.statusCallbackMethod,
});

/**
 * The settings after a create or an update: what was not sent stays.
 * @throws {Refusal} 21502, 21504 or 21508 for something that is no URL
 */
export function readVoice(request: RestRequest, before: VoiceSettings): VoiceSettings {
  return {
    voiceUrl: urlField(request, "VoiceUrl", before.voiceUrl, 21502),
    voiceMethod: methodField(request, "VoiceMethod", before.voiceMethod),
    voiceFallbackUrl: urlField(request, "VoiceFallbackUrl", before.voiceFallbackUrl, 21504),
    voiceFallbackMethod: methodField(request, "VoiceFallbackMethod", before.voiceFallbackMethod),
    statusCallback: urlField(request, "StatusCallback", before.statusCallback, 21508),
    statusCallbackMethod: methodField(request, "StatusCallbackMethod", before.statusCallbackMethod),
    voiceCallerIdLookup: flag(request, "VoiceCallerIdLookup") ?? before.voiceCallerIdLookup,
  };
}

function urlField(request: RestRequest, name: string, before: string, code: number): string {
  const value = field(request, name);
  if (value === undefined) return before;
  if (value !== "" && !isHttpUrl(value)) throw invalid(code, `${name} is not a valid URL`);
  return value;
}

export function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
