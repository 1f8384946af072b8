import { For, type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { Icon, type IconName } from "../../../shared/ui/icon.tsx";
import { keys as words } from "./words.ts";
import { callIn, keypadPhases, runningPhases } from "../phases.ts";

/** What later versions bring stands in its place, dimmed, with the reason below the keys. */
const later: Record<"hold" | "transfer" | "add" | "record", [IconName, string, string]> = {
  hold: ["pause", words.hold, "H"],
  transfer: ["phone-forwarded", words.transfer, "T"],
  add: ["user-plus", words.add, "A"],
  record: ["circle-dot", words.record, "R"],
};

/** The keys of a call, always in the same order. With the keypad open, three of them. */
export function CallKeys(props: {
  compact: boolean;
  onKeypad: () => void;
}): JSX.Element {
  const { state } = usePhone();
  const hasKeypad = () => callIn(state().call, ...keypadPhases) !== null;
  return (
    <div
      class="keys"
      classList={{ bottom: props.compact }}
      role="group"
      aria-label={words.controls}
    >
      <MuteKey />
      <LaterKey name="hold" />
      <Show when={!props.compact}>
        <button
          type="button"
          class="key"
          aria-disabled={!hasKeypad()}
          aria-keyshortcuts="K"
          data-key="keypad"
          onClick={() => hasKeypad() && props.onKeypad()}
        >
          <Icon name="grid-3x3" size={22} />
          {words.keypad}
          <kbd aria-hidden="true">K</kbd>
        </button>
      </Show>
      <For each={props.compact ? ["transfer"] as const : ["transfer", "add", "record"] as const}>
        {(name) => <LaterKey name={name} />}
      </For>
    </div>
  );
}

function MuteKey(): JSX.Element {
  const phone = usePhone();
  const call = () => callIn(phone.state().call, ...runningPhases);
  const muted = () => call()?.talk.muted ?? false;
  return (
    <button
      type="button"
      class="key"
      classList={{ on: muted() }}
      aria-disabled={!call()}
      aria-keyshortcuts="M Control+D"
      data-first="mute"
      onClick={() => call() && phone.actions()?.setMuted(!muted())}
    >
      <Icon name={muted() ? "mic-off" : "mic"} size={22} />
      {muted() ? words.unmute : words.mute}
      <kbd aria-hidden="true">M</kbd>
    </button>
  );
}

function LaterKey(props: { name: keyof typeof later }): JSX.Element {
  const key = () => later[props.name];
  return (
    <button type="button" class="key" aria-disabled="true" aria-describedby="keys-why">
      <Icon name={key()[0]} size={22} />
      {key()[1]}
      <kbd aria-hidden="true">{key()[2]}</kbd>
    </button>
  );
}
