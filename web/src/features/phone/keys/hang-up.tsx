import type { JSX } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { modifier } from "../../../shared/ui/modifier.ts";
import { keys as words } from "./words.ts";
import { callIn } from "../phases.ts";

/** Hang up ignores presses for so long after a call begins, in ms: a double click is no farewell. */
const hangUpGuardMs = 600;

/** Ends the call, or cancels it before they answer. No question asked. */
export function HangUp(props: {
  /** Where it ends more than the two, or could be meant for another call. */
  label?: string | undefined;
  /** What stands above it. */
  children?: JSX.Element;
}): JSX.Element {
  const phone = usePhone();
  const began = performance.now();
  const label = () =>
    callIn(phone.state().call, "dialing", "ringing", "early-media") ? words.cancel : words.hangUp;
  const press = () => {
    if (performance.now() - began >= hangUpGuardMs) phone.actions()?.hangUp();
  };
  return (
    <div class="hang">
      {props.children}
      <button
        type="button"
        class="btn end lg"
        aria-keyshortcuts="Control+."
        onClick={press}
      >
        <Icon name="phone" size={20} class="down" />
        <span class="cut">{props.label ?? label()}</span>
        <span class="hk" aria-hidden="true">{modifier} .</span>
      </button>
    </div>
  );
}
