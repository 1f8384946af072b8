// What the browser tells of the devices, and which of them are used. Pure; the panel and the watch share it.
import { type ChosenDevice, type SoundChoice, systemDefault } from "./sound-choice.ts";

/** The part of `MediaDeviceInfo` that this needs. */
export type DeviceInfo = Pick<MediaDeviceInfo, "deviceId" | "groupId" | "kind" | "label">;

export interface DeviceList {
  /** What can be chosen, without the system's aliases. */
  all: readonly ChosenDevice[];
  /** The name of the one that the system uses; "" when it is not known. */
  standard: string;
}

export interface SoundDevices {
  microphones: DeviceList;
  speakers: DeviceList;
}

/** Chromium's further names for devices that are listed anyway. */
const aliases = ["default", "communications"];
/** Chromium ends the name of a USB device with its vendor's and product's numbers. */
const usbIds = / \([0-9a-f]{4}:[0-9a-f]{4}\)$/;

export function readDevices(infos: readonly DeviceInfo[]): SoundDevices {
  return {
    microphones: listOf(infos.filter(({ kind }) => kind === "audioinput")),
    speakers: listOf(infos.filter(({ kind }) => kind === "audiooutput")),
  };
}

function listOf(infos: readonly DeviceInfo[]): DeviceList {
  // Before the microphone is allowed, ids and labels are empty.
  const real = infos.filter(({ deviceId }) => deviceId !== "" && !aliases.includes(deviceId));
  const nameOf = ({ label }: DeviceInfo) => label.replace(usbIds, "");
  const alias = infos.find(({ deviceId }) => deviceId === "default");
  // "Default - Jabra Evolve2 65", in the browser's language; elsewhere the system's own is listed first.
  const standard = alias
    ? real.find(({ label }) => label !== "" && alias.label.endsWith(label)) ??
      real.find(({ groupId }) => groupId !== "" && groupId === alias.groupId) ?? alias
    : real[0];
  return {
    all: real.map((info) => ({ id: info.deviceId, label: nameOf(info) })),
    standard: standard ? nameOf(standard) : "",
  };
}

/** What is used of what was chosen. */
export interface Used {
  /** "" when nothing is there. */
  name: string;
  /** What was chosen is not plugged in, and the system's own stands in for it. */
  isStandIn: boolean;
}

export function usedOf(chosen: ChosenDevice, list: DeviceList): Used {
  if (chosen.id === "") return { name: list.standard, isStandIn: false };
  const found = list.all.find(({ id }) => id === chosen.id);
  return found ? { name: found.label, isStandIn: false } : { name: list.standard, isStandIn: true };
}

/**
 * The choice with the ids that the devices have now. A browser may give a device another id, for one after site data
 * was cleared; its name then tells which it is.
 * @returns the same object when nothing changed
 */
export function renewIds(choice: SoundChoice, devices: SoundDevices): SoundChoice {
  const microphone = renewed(choice.microphone, devices.microphones);
  const speaker = renewed(choice.speaker, devices.speakers);
  const ringers = choice.ringers.map((ringer) => renewed(ringer, devices.speakers));
  const isSame = microphone === choice.microphone && speaker === choice.speaker &&
    ringers.every((ringer, at) => ringer === choice.ringers[at]);
  return isSame ? choice : { ...choice, microphone, speaker, ringers };
}

function renewed(chosen: ChosenDevice, { all }: DeviceList): ChosenDevice {
  if (chosen.id === "" || chosen.label === "" || all.some(({ id }) => id === chosen.id)) {
    return chosen;
  }
  return all.find(({ label }) => label === chosen.label) ?? chosen;
}

/**
 * Switches ringing on a device on or off; it rings somewhere always.
 * @param device `systemDefault`, or one of the list
 */
export function switchRinger(
  ringers: readonly ChosenDevice[],
  device: ChosenDevice,
  on: boolean,
): ChosenDevice[] {
  const others = ringers.filter(({ id }) => id !== device.id);
  const next = on ? [...others, device] : others;
  return next.length === 0 ? [systemDefault] : next;
}
