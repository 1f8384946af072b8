import { onCleanup } from "solid-js";
import { usePhone } from "../../phone/phone-context.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { spokenTimer } from "../../shared/ui/duration.ts";
import { isText } from "../../shared/ui/is-text.ts";
import { letterKeysOn } from "../../shared/ui/letter-keys.ts";
import { callIn } from "./phases.ts";
import { type Shortcut, shortcutOf } from "./shortcut.ts";

/** What the shortcuts need of the phone's screen. */
export interface ShortcutTargets {
  toggleKeypad: () => void;
  /** True when something was closed. */
  close: () => boolean;
  callAgain: () => boolean;
  help: () => void;
  switchPlace: () => void;
}

/** Listens for shortcuts on the whole page, as long as the phone is there. */
export function useShortcuts(targets: ShortcutTargets): void {
  const phone = usePhone();

  const run = (shortcut: Shortcut): boolean => {
    const { call } = phone.state();
    const talking = callIn(call, "in-call");
    switch (shortcut.do) {
      case "mute":
        if (talking) phone.actions.setMuted(!talking.muted);
        return talking !== null;
      case "keypad":
        targets.toggleKeypad();
        return talking !== null;
      case "digit":
        if (!callIn(call, "in-call", "early-media")) return false;
        phone.actions.sendDigits(shortcut.digit);
        return true;
      case "hang-up":
        phone.actions.hangUp();
        return true;
      case "answer":
        phone.actions.answer();
        return callIn(call, "incoming") !== null;
      case "timer":
        if (talking) announce(spokenTimer((phone.clock() - talking.since) / 1000), "polite");
        return talking !== null;
      case "again":
        return targets.callAgain();
      case "close":
        return targets.close();
      case "help":
        targets.help();
        return true;
      case "switch-place":
        targets.switchPlace();
        return true;
    }
  };

  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const shortcut = shortcutOf(
      {
        key: event.key,
        ctrl: event.ctrlKey || event.metaKey,
        shift: event.shiftKey,
        alt: event.altKey,
        inText: isText(event.target),
      },
      letterKeysOn(),
    );
    if (shortcut && run(shortcut)) event.preventDefault();
  };
  document.addEventListener("keydown", listen);
  onCleanup(() => document.removeEventListener("keydown", listen));
}
