import { createSignal, onCleanup } from "solid-js";
import { readDevices, type SoundDevices } from "../../../phone/sound-devices.ts";

/** The devices as the browser lists them, anew whenever one comes or goes. */
export function createDevices() {
  const [devices, setDevices] = createSignal<SoundDevices | null>(null);
  // Missing on pages without https.
  const media = (navigator as Partial<Navigator>).mediaDevices;
  let asked = 0;
  const read = () => {
    const run = ++asked;
    media?.enumerateDevices().then(
      (infos) => run === asked && setDevices(readDevices(infos)),
      () => {},
    );
  };
  media?.addEventListener("devicechange", read);
  onCleanup(() => {
    asked++;
    media?.removeEventListener("devicechange", read);
  });
  read();
  return {
    /** Null until they are read. */
    devices,
    /** Reads them again: their names come with the permission for the microphone, without an event. */
    read,
  };
}
