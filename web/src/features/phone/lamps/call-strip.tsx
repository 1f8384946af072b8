import { type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { keys } from "../keys/words.ts";
import { lamps as words } from "./words.ts";
import { Elapsed } from "./lamp-parts.tsx";
import { partyOf } from "../party.ts";
import { callIn, runningPhases } from "../phases.ts";

/** What stays of a running call on a narrow screen's other tabs: name, time, mute, hang up. */
export function CallStrip(props: { onOpen: () => void }): JSX.Element {
  const phone = usePhone();
  const call = () => callIn(phone.state().call, ...runningPhases);
  const muted = () => call()?.talk.muted ?? false;
  return (
    <Show when={call()}>
      {(running) => (
        <section
          class={`strip lamp ${running().phase === "in-call" ? "live" : "calling"}`}
          aria-label={words.callStrip}
        >
          <button
            type="button"
            class="grow row"
            title={words.openCall}
            onClick={() => props.onOpen()}
          >
            <Icon name="phone" />
            <span class="cut b">{partyOf(running())}</span>
            <Elapsed since={running().since} now={phone.clock()} />
          </button>
          <button
            type="button"
            class="btn sm"
            onClick={() => phone.actions()?.setMuted(!muted())}
          >
            {muted() ? keys.unmute : keys.mute}
          </button>
          <button type="button" class="btn sm end" onClick={() => phone.actions()?.hangUp()}>
            {running().phase === "in-call" ? keys.hangUp : keys.cancel}
          </button>
        </section>
      )}
    </Show>
  );
}
