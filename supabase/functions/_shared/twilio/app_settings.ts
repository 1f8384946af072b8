import type { VoiceSettings } from "./voice_settings.ts";

/** Where the app sends its calls. */
export function appSettings(publicUrl: string): VoiceSettings {
  return {
    voice_url: `${publicUrl}/inbound`,
    voice_method: "POST",
    voice_fallback_url: `${publicUrl}/fallback`,
    voice_fallback_method: "POST",
    status_callback: `${publicUrl}/status`,
    status_callback_method: "POST",
  };
}

/** Whether two things are answered alike. */
export function sameSettings(one: VoiceSettings, other: VoiceSettings): boolean {
  return one.voice_url === other.voice_url && one.voice_method === other.voice_method &&
    one.voice_fallback_url === other.voice_fallback_url &&
    one.voice_fallback_method === other.voice_fallback_method &&
    one.status_callback === other.status_callback &&
    one.status_callback_method === other.status_callback_method;
}
