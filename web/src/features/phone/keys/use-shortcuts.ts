import { onCleanup } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { announce } from "../../../shared/ui/announce.tsx";
import { spokenTimer } from "../../../shared/ui/duration.ts";
import { isText } from "../../../shared/ui/is-text.ts";
import { letterKeysOn } from "../../../shared/ui/letter-keys.ts";
import { callIn, keypadPhases, type Phase, runningPhases } from "../phases.ts";
import { hasSound } from "./has-sound.ts";
import { targetDoor, type TargetPurpose } from "../line/target-door.ts";
import { useLine } from "../line/use-line.ts";
import { useOrders } from "../line/use-orders.ts";
import { useSecond } from "../line/use-second.ts";
import { useRecording } from "../recording/use-recording.ts";
import { type Shortcut, shortcutOf } from "./shortcut.ts";

/** What the shortcuts need of the phone's screen. */
export interface ShortcutTargets {
  toggleKeypad: () => void;
  /** True when something was closed. */
  close: () => boolean;
  callAgain: () => boolean;
  help: () => void;
  switchRegion: () => void;
}

/** Listens for shortcuts on the whole page, as long as the phone is there. */
export function useShortcuts(targets: ShortcutTargets): void {
  const phone = usePhone();

  const orders = useOrders();
  const recording = useRecording();
  const second = useSecond();
  const { lineUp, canCommand } = useLine();
  const openTargets = (purpose: TargetPurpose) => {
    const isTaken = purpose === "transfer"
      ? lineUp().consulted !== null
      : lineUp().kind === "consult" || second.waiting() !== null;
    const canOpen = canCommand() && orders.mayChange() && !isTaken;
    if (canOpen) targetDoor.open(purpose);
    return canOpen;
  };

  /** The call, where mute and keys reach whoever has its sound. */
  const sounding = <P extends Phase>(...phases: readonly P[]) => {
    const { call } = phone.state();
    return hasSound(call) ? callIn(call, ...phases) : null;
  };
  const talking = () => callIn(phone.state().call, "in-call");
  /** Each tells whether the key meant something now. */
  const deeds: Record<Exclude<Shortcut["do"], "digit">, () => boolean> = {
    "mute": () => {
      const call = sounding(...runningPhases);
      if (call) phone.actions()?.setMuted(!call.talk.muted);
      return call !== null;
    },
    "keypad": () => {
      if (!sounding(...keypadPhases)) return false;
      targets.toggleKeypad();
      return true;
    },
    "hold": orders.toggleHold,
    "transfer": () => openTargets("transfer"),
    "add": () => openTargets("add"),
    "record": recording.press,
    "swap": () => {
      if (second.waiting() === null) return false;
      phone.actions()?.swapCalls();
      return true;
    },
    // While somebody is asked about a call it leads back to who waits for that, and ends nothing.
    "hang-up": () => {
      if (!orders.goBack() && !orders.leaveHost()) phone.actions()?.hangUp();
      return true;
    },
    "answer": () => {
      if (second.knocking()) {
        phone.actions()?.answerSecond();
        return true;
      }
      phone.actions()?.answer();
      return callIn(phone.state().call, "incoming") !== null || orders.handOver();
    },
    "timer": () => {
      const call = talking();
      if (call) announce(spokenTimer((phone.clock() - call.since) / 1000), "polite");
      return call !== null;
    },
    "again": targets.callAgain,
    "close": () => targetDoor.close() || targets.close(),
    "help": () => {
      targets.help();
      return true;
    },
    "switch-region": () => {
      targets.switchRegion();
      return true;
    },
  };

  const run = (shortcut: Shortcut): boolean => {
    if (shortcut.do !== "digit") return deeds[shortcut.do]();
    if (!sounding(...keypadPhases)) return false;
    phone.actions()?.sendDigits(shortcut.digit);
    return true;
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
