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
  KnockPanel,
  LeaveKeys,
  SupervisedLine,
  TargetPanel,
  WaitingCall,
} from "../line/parts.tsx";
import { second } from "../line/second-words.ts";
import { targetDoor } from "../line/target-door.ts";
import { useLine } from "../line/use-line.ts";
import { useOrders } from "../line/use-orders.ts";
import { useSecond } from "../line/use-second.ts";
import { line } from "../line/words.ts";
import { partyOf } from "../party.ts";
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
  const { knocking, waiting } = useSecond();
  const isMini = () => below() !== null || isLow() || knocking() !== null;
  /** Where it could be meant for either of two. */
  const hangUpLabel = () =>
    knocking() || waiting() ? second.hangUpOn(partyOf(props.call)) : undefined;

  // One thing at a time stands between the lamp and the keys.
  createEffect(on(isChoosing, (open) => open && props.onKeypad(false)));
  createEffect(on(() => props.keypadOpen, (open) => open && targetDoor.close()));
  createEffect(on(canChoose, (possible) => {
    if (!possible && targetDoor.purpose() !== "send-on") targetDoor.close();
  }));
  createEffect(on(knocking, (rings) => {
    if (!rings && targetDoor.purpose() === "send-on") targetDoor.close();
  }));
  onCleanup(targetDoor.close);

  return (
    <>
      <Show when={knocking()}>{(call) => <KnockPanel call={call()} />}</Show>
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
      <Show when={waiting()}>{(call) => <WaitingCall call={call()} mini={isMini()} />}</Show>
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
        <Show when={isShared(lineUp())} fallback={<HangUp label={hangUpLabel()} />}>
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
          <Show when={waiting()}>{`${second.separate} `}</Show>
          <Show when={live() && recording.key() === null && !isRecorded()}>
            {recordingWords.isOff}
          </Show>
        </p>
      </Show>
    </>
  );
}
