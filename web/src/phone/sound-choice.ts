import * as v from "valibot";

/** A device as the browser names it to this site; an id of "" is whatever the system uses. */
const device = v.object({ id: v.string(), label: v.string() });

/** What a person wants to hear, beside the ringtone, which can't be switched off. */
export const ticks = ["ends", "mute", "lost", "hold", "ringback", "keys"] as const;
const tick = v.picklist(ticks);

const choice = v.object({
  microphone: device,
  speaker: device,
  /** Where it rings: one device or several. */
  ringers: v.array(device),
  /** The sounds that are switched off. */
  silent: v.array(tick),
});

export type ChosenDevice = v.InferOutput<typeof device>;
export type Tick = v.InferOutput<typeof tick>;
/** What a person chose in this browser. It never leaves it. */
export type SoundChoice = v.InferOutput<typeof choice>;

export const systemDefault: ChosenDevice = { id: "", label: "" };

const key = "softphone-sound";

export function readSoundChoice(storage: Pick<Storage, "getItem">): SoundChoice {
  try {
    return v.parse(choice, JSON.parse(storage.getItem(key) ?? ""));
  } catch {
    return {
      microphone: systemDefault,
      speaker: systemDefault,
      ringers: [systemDefault],
      silent: [],
    };
  }
}

export function storeSoundChoice(storage: Pick<Storage, "setItem">, chosen: SoundChoice): void {
  storage.setItem(key, JSON.stringify(chosen));
}
