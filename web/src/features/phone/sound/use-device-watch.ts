import { createEffect, on, onCleanup, untrack } from "solid-js";
import { deviceNews, type InUse } from "../../../phone/device-news.ts";
import { usePhone } from "../../../phone/phone-context.ts";
import type { SoundChoice } from "../../../phone/sound-choice.ts";
import { renewIds, type SoundDevices, usedOf } from "../../../phone/sound-devices.ts";
import { announce } from "../../../shared/ui/announce.tsx";
import { createDevices } from "./create-devices.ts";
import { callIn, runningPhases } from "../phases.ts";
import { newsText } from "./device-news-text.ts";

/** How long the phone's foot tells which device is used now. */
const newsForMs = 8_000;

/** Names the devices in use, and tells when one of them comes or goes. */
export function useDeviceWatch(): void {
  const { state, sound } = usePhone();
  const { devices } = createDevices();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));

  createEffect(on([devices, sound.choice], ([now, choice]) => {
    if (!now) return;
    const renewed = renewIds(choice, now);
    if (renewed !== choice) sound.choose(renewed);
  }));

  createEffect(() => {
    const now = devices();
    const name = now && usedOf(sound.choice().microphone, now.microphones).name;
    // Going online names it as the browser does: "Default - …".
    if (name && name !== state().microphoneLabel) sound.nameMicrophone(name);
  });

  createEffect(on(devices, (now, was) => {
    if (!now || !was) return;
    const choice = untrack(sound.choice);
    const news = deviceNews(inUse(choice, was), inUse(choice, now), now);
    if (!news) return;
    const text = newsText(news);
    const isTalking = callIn(untrack(state).call, ...runningPhases) !== null;
    announce(text, isTalking ? "assertive" : "polite");
    sound.tell(text);
    clearTimeout(timer);
    if (!news.isMute) timer = setTimeout(() => sound.tell(""), newsForMs);
  }));
}

function inUse(choice: SoundChoice, devices: SoundDevices): InUse {
  return {
    microphone: usedOf(choice.microphone, devices.microphones),
    speaker: usedOf(choice.speaker, devices.speakers),
  };
}
