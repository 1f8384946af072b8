import { createEffect, type JSX, Match, on, onCleanup, Show, Switch } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import type { PhoneCall } from "../../../phone/phone-state.ts";
import { createMedia } from "../../../shared/ui/media.ts";
import { CallKeys } from "../keys/call-keys.tsx";
import { HangUp } from "../keys/hang-up.tsx";
import { callKeys as words } from "../keys/call-words.ts";
import { hasSound } from "../keys/has-sound.ts";
import { isShared } from "../line/line-up.ts";
import { LineLamps } from "../line/line-lamps.tsx";
import {
  ConsultKeys,
  ConsultNote,
  InCallKeypad,
  LeaveKeys,
  SupervisedLine,
  TargetPanel,
} from "../line/parts.tsx";
import { targetDoor } from "../line/target-door.ts";
import { useLine } from "../line/use-line.ts";
import { useOrders } from "../line/use-orders.ts";
import { line } from "../line/words.ts";
import { callIn, runningPhases } from "../phases.ts";
import { useRecording } from "../recording/use-recording.ts";
import { recording as recordingWords } from "../recording/words.ts";
import { CallingLamp } from "./calling-lamp.tsx";
import { MuteBar } from "./mute-bar.tsx";
import { ReconnectingLamp } from "./reconnecting-lamp.tsx";
import "../../../styles/line.css";

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
  const { lineUp, canCommand, shortName } = useLine();
  const live = () => callIn(state().call, "in-call");
  const calling = () => callIn(state().call, "dialing", "ringing", "early-media", "connecting");
  const isLow = createMedia("(max-height: 40rem)");
  const isMuted = () => callIn(state().call, ...runningPhases)?.talk.muted ?? false;
  const consulted = () => lineUp().kind === "consult" ? lineUp().consulted : null;
  const { mayChange } = useOrders();
  const recording = useRecording();
  const isRecorded = () => (live()?.talk.row?.recording ?? null) !== null;
  const canChoose = () => canCommand() && mayChange() && consulted() === null;
  const isChoosing = () => targetDoor.purpose() !== null;
  const below = () => {
    if (props.keypadOpen) return "keypad";
    return isChoosing() ? "targets" : null;
  };
  const isMini = () => below() !== null || isLow();

  // One thing at a time stands between the lamp and the keys.
  createEffect(on(isChoosing, (open) => open && props.onKeypad(false)));
  createEffect(on(() => props.keypadOpen, (open) => open && targetDoor.close()));
  createEffect(on(canChoose, (possible) => !possible && targetDoor.close()));
  onCleanup(targetDoor.close);

  return (
    <>
      <Switch>
        <Match when={calling()}>
          {(call) => <CallingLamp call={call()} mini={isMini()} />}
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
          {(call) => <LineLamps call={call()} mini={isMini()} isCovered={below() !== null} />}
        </Match>
      </Switch>
      <SupervisedLine />
      <Show when={isMuted()}>
        <MuteBar />
      </Show>
      <Show when={props.keypadOpen}>
        <InCallKeypad extension={props.extension} onClose={() => props.onKeypad(false)} />
        <div class="spacer" />
      </Show>
      <Show when={targetDoor.purpose()}>
        {(purpose) => <TargetPanel purpose={purpose()} />}
      </Show>
      <Show when={consulted()}>{(target) => <ConsultKeys target={target()} />}</Show>
      <CallKeys below={below()} onKeypad={() => props.onKeypad(true)} />
      <Show when={!consulted()}>
        <Show when={isShared(lineUp())} fallback={<HangUp />}>
          <LeaveKeys />
        </Show>
      </Show>
      <Show when={below() === null}>
        <Show when={consulted()}>{(target) => <ConsultNote target={target()} />}</Show>
        <p class="note" id="keys-why">
          <Show when={callIn(state().call, "dialing")}>
            {`${words.keypadOpens} `}
          </Show>
          <Show when={!live()}>{`${words.onceTalking} `}</Show>
          <Show when={!hasSound(state().call)}>{`${words.otherBrowser} `}</Show>
          <Show when={lineUp().kind === "together" && lineUp().consulted}>
            {`${line.leaveHandsOver} `}
          </Show>
          <Show when={lineUp().host}>{(host) => `${line.hostHas(shortName(host()))} `}</Show>
          <Show when={live() && recording.key() === null && !isRecorded()}>
            {recordingWords.isOff}
          </Show>
        </p>
      </Show>
    </>
  );
}
