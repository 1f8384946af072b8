import { type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { CallIcon } from "../call-icon.tsx";
import { callKeys } from "../keys/call-words.ts";
import { keys } from "../keys/words.ts";
import { isShared } from "../line/line-up.ts";
import { useLine } from "../line/use-line.ts";
import { lamps as words } from "./words.ts";
import { Elapsed } from "./lamp-parts.tsx";
import { partyOf } from "../party.ts";
import { talkedUntil } from "../lost.ts";
import { callIn, runningPhases } from "../phases.ts";

/** What stays of a running call on a narrow screen's other tabs: name, time, mute, hang up. */
export function CallStrip(props: { onOpen: () => void }): JSX.Element {
  const phone = usePhone();
  const { lineUp } = useLine();
  const call = () => callIn(phone.state().call, ...runningPhases);
  const muted = () => call()?.talk.muted ?? false;
  const tone = () => {
    if (call()?.phase !== "in-call") return "calling";
    return lineUp().kind === "held" || lineUp().kind === "parked" ? "hold" : "live";
  };
  return (
    <Show when={call()}>
      {(running) => (
        <section
          class={`strip lamp ${tone()}`}
          aria-label={words.callStrip}
          translate="no"
        >
          <button
            type="button"
            class="grow row"
            title={words.openCall}
            onClick={() => props.onOpen()}
          >
            <CallIcon name={tone() === "hold" ? "pause" : "phone"} />
            <span class="cut b">{partyOf(running())}</span>
            <Elapsed since={running().since} now={talkedUntil(running(), phone.clock())} />
          </button>
          <button
            type="button"
            class="btn sm"
            onClick={() => phone.actions()?.setMuted(!muted())}
          >
            {muted() ? callKeys.unmute : callKeys.mute}
          </button>
          <Show
            when={!isShared(lineUp()) && lineUp().kind !== "consult"}
            fallback={
              <button type="button" class="btn sm" onClick={() => props.onOpen()}>
                {words.openCall}
              </button>
            }
          >
            <button type="button" class="btn sm end" onClick={() => phone.actions()?.hangUp()}>
              {running().phase === "in-call" ? keys.hangUp : keys.cancel}
            </button>
          </Show>
        </section>
      )}
    </Show>
  );
}
