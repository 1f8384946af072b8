import { createContext, useContext } from "solid-js";
import type { Meters, PhoneActions, PhoneState } from "./phone-state.ts";

/** The phone as the screens see it. */
export interface Phone {
  state: () => PhoneState;
  actions: PhoneActions;
  meters: () => Meters;
  /** Epoch ms, moving each second while something is timed. */
  clock: () => number;
}

export const PhoneContext = createContext<Phone>();

/** @throws outside of a PhoneProvider */
export function usePhone(): Phone {
  const phone = useContext(PhoneContext);
  if (!phone) throw new Error("Cannot use phone: wrap the tree in PhoneProvider");
  return phone;
}
