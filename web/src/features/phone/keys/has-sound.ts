import type { PhoneCall } from "../../../phone/phone-state.ts";

/** Whether mute and keys reach the page that has the call's sound: they don't in another browser. */
export function hasSound(call: PhoneCall | null): boolean {
  return call?.elsewhere !== "browser";
}
