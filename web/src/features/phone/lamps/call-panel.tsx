import { type JSX, Match, Show, Switch } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import type { PhoneCall } from "../../../phone/phone-state.ts";
import { createMedia } from "../../../shared/ui/media.ts";
import { keys as words } from "../keys/words.ts";
import { CallKeys } from "../keys/call-keys.tsx";
import { CallingLamp } from "./calling-lamp.tsx";
import { HangUp } from "../keys/hang-up.tsx";
import { InCallKeypad } from "../keys/in-call-keypad.tsx";
import { LiveLamp } from "./live-lamp.tsx";
import { MuteBar } from "./mute-bar.tsx";
import { callIn, runningPhases } from "../phases.ts";
import { ReconnectingLamp } from "./reconnecting-lamp.tsx";

/** A call from dialing to its end. Keys and Hang up stay where they are all the while. */
export function CallPanel(props: {
  call: PhoneCall;
  /** Keys that stood behind the number. */
  extension: string | null;
  keypadOpen: boolean;
  onKeypad: (open: boolean) => void;
  onCallBack: (call: PhoneCall) => void;
}): JSX.Element {
  const { state } = usePhone();
  const live = () => callIn(state().call, "in-call");
  const calling = () => callIn(state().call, "dialing", "ringing", "early-media", "connecting");
  const isLow = createMedia("(max-height: 40rem)");
  const isMuted = () => callIn(state().call, ...runningPhases)?.talk.muted ?? false;

  return (
    <>
      <Switch>
        <Match when={calling()}>
          {(call) => <CallingLamp call={call()} mini={props.keypadOpen || isLow()} />}
        </Match>
        <Match when={live()?.talk.reconnectingSince != null && live()}>
          {(call) => (
            <ReconnectingLamp
              call={call()}
              since={call().talk.reconnectingSince ?? call().since}
              onCallBack={() => props.onCallBack(call())}
            />
          )}
        </Match>
        <Match when={live()}>
          {(call) => <LiveLamp call={call()} mini={props.keypadOpen || isLow()} />}
        </Match>
      </Switch>
      <Show when={isMuted()}>
        <MuteBar />
      </Show>
      <Show when={props.keypadOpen}>
        <InCallKeypad extension={props.extension} onClose={() => props.onKeypad(false)} />
        <div class="spacer" />
      </Show>
      <CallKeys compact={props.keypadOpen} onKeypad={() => props.onKeypad(true)} />
      <HangUp />
      <Show when={!props.keypadOpen}>
        <p class="note" id="keys-why">
          <Show when={callIn(state().call, "dialing")}>
            {`${words.keypadOpens} `}
          </Show>
          {words.notYet}
        </p>
      </Show>
    </>
  );
}
