import { createEffect, createSignal, on } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { callIn, keypadPhases } from "../phases.ts";

/** Whether the keypad stands open; it closes with the call. */
export function createKeypadDoor() {
  const { state } = usePhone();
  const [open, setOpen] = createSignal(false);
  const canOpen = () => callIn(state().call, ...keypadPhases) !== null;
  createEffect(on(canOpen, (possible) => !possible && setOpen(false)));
  return { open, setOpen: (wanted: boolean) => setOpen(wanted && canOpen()) };
}
