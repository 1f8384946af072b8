import { type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { CallIcon, type CallIconName } from "../call-icon.tsx";
import { targetDoor } from "../line/target-door.ts";
import { useLine } from "../line/use-line.ts";
import { createSlowPress, useOrders } from "../line/use-orders.ts";
import { useSecond } from "../line/use-second.ts";
import { useRecording } from "../recording/use-recording.ts";
import { recording as recordingWords } from "../recording/words.ts";
import { callIn, keypadPhases, runningPhases } from "../phases.ts";
import { hasSound } from "./has-sound.ts";
import { callKeys as words } from "./call-words.ts";
import { keys } from "./words.ts";

/** The keys of a call, always in the same order; three of them below what needs the room. */
export function CallKeys(props: {
  below: "keypad" | "targets" | null;
  onKeypad: () => void;
}): JSX.Element {
  const { state } = usePhone();
  const { lineUp, isOnHold, canCommand } = useLine();
  const { waiting } = useSecond();
  const { toggleHold } = useOrders();
  const recording = useRecording();
  const slow = createSlowPress();
  const hasKeypad = () => hasSound(state().call) && callIn(state().call, ...keypadPhases) !== null;
  /** Who is asked before a call is given away leaves no room for further guests. */
  const isConsulting = () => lineUp().kind === "consult";
  const canResume = () => isOnHold() && lineUp().host === null;
  const isOff = () =>
    !canCommand() || slow() !== null || lineUp().host !== null || lineUp().kind === "parked";
  return (
    <div
      class="keys"
      classList={{ bottom: props.below !== null }}
      role="group"
      aria-label={words.controls}
    >
      <MuteKey />
      <Show when={!isConsulting()}>
        <Key
          name="hold"
          icon={canResume() ? "play" : "pause"}
          label={canResume() ? words.resume : words.hold}
          letter="H"
          isOn={canResume()}
          isOff={isOff()}
          onPress={toggleHold}
        />
      </Show>
      <Show when={props.below !== "keypad"}>
        <Key
          name="keypad"
          icon="grid-3x3"
          label={keys.keypad}
          letter="K"
          isOff={!hasKeypad()}
          onPress={() => props.onKeypad()}
        />
      </Show>
      <Show when={props.below !== "targets" && !isConsulting()}>
        <Key
          name="transfer"
          icon="phone-forwarded"
          label={words.transfer}
          letter="T"
          isOff={isOff() || lineUp().consulted !== null}
          onPress={() => targetDoor.open("transfer")}
        />
      </Show>
      <Show when={props.below === null && !isConsulting()}>
        <Key
          name="add"
          icon="user-plus"
          label={words.add}
          letter="A"
          isOff={isOff() || waiting() !== null}
          onPress={() => targetDoor.open("add")}
        />
      </Show>
      <Show when={props.below === null}>
        <Key
          name="record"
          icon="circle-dot"
          label={recording.key()?.label ?? recordingWords.record}
          letter="R"
          isOn={recording.key()?.isOn === true}
          isOff={!canCommand() || slow() !== null || recording.key() === null}
          onPress={recording.press}
        />
      </Show>
    </div>
  );
}

function MuteKey(): JSX.Element {
  const phone = usePhone();
  const call = () => callIn(phone.state().call, ...runningPhases);
  const muted = () => call()?.talk.muted ?? false;
  return (
    <Key
      name="mute"
      icon={muted() ? "mic-off" : "mic"}
      label={muted() ? words.unmute : words.mute}
      letter="M"
      shortcuts="M Control+D"
      isOn={muted()}
      isOff={!call() || !hasSound(call())}
      onPress={() => phone.actions()?.setMuted(!muted())}
    />
  );
}

function Key(props: {
  name: "mute" | "hold" | "keypad" | "transfer" | "add" | "record";
  icon: CallIconName;
  label: string;
  letter: string;
  /** Where there are more than the letter. */
  shortcuts?: string;
  isOn?: boolean;
  /** Dimmed, with the reason below the keys. */
  isOff: boolean;
  onPress?: () => void;
}): JSX.Element {
  return (
    <button
      type="button"
      class={`key ${props.name}`}
      classList={{ on: props.isOn === true }}
      aria-disabled={props.isOff}
      aria-describedby={props.isOff ? "keys-why" : undefined}
      aria-keyshortcuts={props.shortcuts ?? props.letter}
      data-key={props.name}
      data-first={props.name === "mute" ? "mute" : undefined}
      onClick={() => !props.isOff && props.onPress?.()}
    >
      <CallIcon name={props.icon} size={22} />
      {props.label}
      <kbd aria-hidden="true">{props.letter}</kbd>
    </button>
  );
}
