import { createContext, useContext } from "solid-js";
import type { Meters, PhoneActions, PhoneState } from "./phone-state.ts";
import type { SoundChoice } from "./sound-choice.ts";

/** Which devices and sounds the person chose. */
export interface Sound {
  choice: () => SoundChoice;
  /** Holds at once, in a running call too, and in this browser from now on. */
  choose: (choice: SoundChoice) => void;
  /** What is to be said of the devices now; "" most of the time. */
  news: () => string;
  tell: (news: string) => void;
  /** Names the microphone in use; null when its name is not known. */
  nameMicrophone: (label: string | null) => void;
}

/** The phone as the screens see it. */
export interface Phone {
  state: () => PhoneState;
  /** Null while there is no phone to ask. */
  actions: () => PhoneActions | null;
  meters: () => Meters;
  /** Epoch ms, moving each second while something is timed. */
  clock: () => number;
  sound: Sound;
}

export const PhoneContext = createContext<Phone>();

/** @throws outside of a PhoneProvider */
export function usePhone(): Phone {
  const phone = useContext(PhoneContext);
  if (!phone) throw new Error("Cannot use phone: wrap the tree in PhoneProvider");
  return phone;
}
