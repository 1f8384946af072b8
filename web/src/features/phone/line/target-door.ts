import { createSignal } from "solid-js";

/** What a target is looked for. */
export type TargetPurpose = "transfer" | "add" | "send-on";

const [purpose, setPurpose] = createSignal<TargetPurpose | null>(null);

/** Whether somebody is being chosen to take the call or to join it; its key and its shortcut open it alike. */
export const targetDoor = {
  /** Null while it is shut. */
  purpose,
  open: (wanted: TargetPurpose) => void setPurpose(wanted),
  /** @returns whether it was open */
  close: (): boolean => {
    const wasOpen = purpose() !== null;
    setPurpose(null);
    return wasOpen;
  },
};
