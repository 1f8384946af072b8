import { type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import type { PhoneCall } from "../../../phone/phone-state.ts";
import { HangUp } from "../keys/hang-up.tsx";
import { keys as words } from "../keys/words.ts";
import { partyOf } from "../party.ts";

/**
 * A call before the code of its lamp has come, or when that never comes: who it is, and what nobody can do without.
 * A call never waits for the network to be answered or ended.
 */
export function PlainCall(props: { call: PhoneCall }): JSX.Element {
  const phone = usePhone();
  return (
    <>
      <div class="lamp calling" tabIndex={-1} data-first="incoming">
        <div class="l-name">{partyOf(props.call)}</div>
      </div>
      <Show when={props.call.phase === "incoming"} fallback={<HangUp />}>
        <div class="choose two">
          <button type="button" class="btn lg" onClick={() => phone.actions()?.decline()}>
            {words.decline}
          </button>
          <button type="button" class="btn call lg" onClick={() => phone.actions()?.answer()}>
            {words.answer}
          </button>
        </div>
      </Show>
    </>
  );
}
