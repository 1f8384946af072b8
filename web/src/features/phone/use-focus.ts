import { createEffect, on, onCleanup, onMount } from "solid-js";
import { usePhone } from "../../phone/phone-context.ts";
import { callIn } from "./phases.ts";
import { useWorkspace } from "../../shared/workspace.tsx";

/**
 * After a change of state the focus goes to what replaces the pressed control, never to nothing. It
 * stays where it is when it was outside of the phone.
 * @param section the phone
 */
export function useFocus(section: () => HTMLElement | undefined): void {
  const { state } = usePhone();
  const { wrapUp } = useWorkspace();
  let wasInside = false;

  const arrive = (event: FocusEvent) => {
    wasInside = event.target instanceof Node && (section()?.contains(event.target) ?? false);
  };
  document.addEventListener("focusin", arrive);
  onCleanup(() => document.removeEventListener("focusin", arrive));

  onMount(() => {
    const phone = section();
    if (phone && document.activeElement === document.body) firstOf(phone)?.focus();
  });

  const stage = () =>
    `${state().reach.kind} ${state().call?.phase ?? ""} ${wrapUp() === null ? "" : "wrap-up"}`;
  /** Who is on the line decides what keys there are. */
  const legs = () => callIn(state().call, "in-call")?.talk.legs;
  createEffect(on([stage, legs], () => {
    // After the screen has changed.
    queueMicrotask(() => {
      const phone = section();
      const held = document.activeElement;
      const isLost = held === null || held === document.body;
      if (!phone || !wasInside || !isLost) return;
      firstOf(phone)?.focus({ preventScroll: true });
    });
  }, { defer: true }));
}

/** What stands first in the phone's present state; never Hang up, which a second Enter or a Space would press. */
function firstOf(phone: HTMLElement): HTMLElement | null {
  return phone.querySelector<HTMLElement>("[data-first=incoming], [data-first=mute]") ??
    phone.querySelector<HTMLElement>("[data-first=again], [data-first=band]") ??
    phone.querySelector<HTMLElement>("[data-first]");
}
