import type { SoundDevices, Used } from "./sound-devices.ts";

/** The two that a call goes through. */
export interface InUse {
  microphone: Used;
  speaker: Used;
}

/** What changed by itself: names that went away, and names that are used from now on. */
export interface DeviceNews {
  /** Not plugged in any more. */
  gone: string[];
  /** In use now, in place of others. */
  now: string[];
  /** Nobody can hear the person: no microphone is left. */
  isMute: boolean;
}

/**
 * What is worth telling after devices came or went.
 * @returns null when the same ones are used as before
 */
export function deviceNews(
  before: InUse,
  after: InUse,
  { microphones, speakers }: SoundDevices,
): DeviceNews | null {
  // Names that were not known are no devices that were not there.
  const changes = [
    { was: before.speaker.name, is: after.speaker.name },
    { was: before.microphone.name, is: after.microphone.name },
  ].filter(({ was, is }) => was !== is && (was !== "" || before.microphone.name !== ""));
  if (changes.length === 0) return null;
  const there = [microphones, speakers].flatMap(({ all, standard }) => [
    ...all.map(({ label }) => label),
    standard,
  ]);
  return {
    gone: distinct(changes.map(({ was }) => was).filter((name) => !there.includes(name))),
    now: distinct(changes.map(({ is }) => is)),
    isMute: after.microphone.name === "",
  };
}

function distinct(names: string[]): string[] {
  return [...new Set(names)].filter((name) => name !== "");
}
