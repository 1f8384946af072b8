import { createEffect, createMemo, createSignal, getOwner, onCleanup } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { callIn, runningPhases } from "../phases.ts";
import { keepOnTop, keepsOnTop } from "./choice.ts";
import { createKeeper, type Stage } from "./keeper.ts";
import { openWindow } from "./open-window.tsx";
import { pictureInPicture } from "./picture-in-picture.ts";

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** Keeps the controls of a call on top of other windows, where that is wanted. */
export function useOnTop() {
  const { state } = usePhone();
  const owner = getOwner();
  const [isOpen, setOpen] = createSignal(false);
  const stage = createMemo<Stage>(() => {
    if (callIn(state().call, ...runningPhases)) return "runs";
    return callIn(state().call, "incoming") ? "rings" : "idle";
  });

  const keeper = createKeeper({
    open: (onGone) => openWindow(owner, onGone),
    mayOpen: () => navigator.userActivation.isActive,
    after,
    onOpen: setOpen,
  });
  createEffect(() => keeper.follow(keepsOnTop() && pictureInPicture() !== null, stage()));
  onCleanup(keeper.close);

  return {
    /** A call runs whose controls are not on top, though they could be. */
    canOffer: () => pictureInPicture() !== null && stage() === "runs" && !isOpen(),
    /** From now on, and now. */
    keep: () => {
      keepOnTop(true);
      keeper.show();
    },
  };
}
