import { type JSX, Match, Show, Switch } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { CallIcon } from "../call-icon.tsx";
import { callKeys } from "../keys/call-words.ts";
import { keys } from "../keys/words.ts";
import { useOrders } from "../line/use-orders.ts";
import { second } from "../line/second-words.ts";
import { SeveralIcon } from "../line/several-icon.tsx";
import { useSecond } from "../line/use-second.ts";
import type { Mini } from "./mini-of.ts";
import { mini as words } from "./mini-words.ts";
import { OnTopIcon } from "./on-top-icon.tsx";

/** The last key ignores presses for so long after it appears, in ms: a double click on Answer is no farewell. */
const guardMs = 600;

/** Answer and Decline while it rings, then Mute, Hold, Open and the way out. */
export function MiniKeys(props: { view: Mini; onOpen: () => void }): JSX.Element {
  const phone = usePhone();
  return (
    <div class="mini-keys" role="group" aria-label={callKeys.controls}>
      <Switch
        fallback={<OpenKey onPress={props.onOpen} />}
      >
        <Match when={props.view.keys === "choose"}>
          <button type="button" class="mini-key" onClick={() => phone.actions()?.decline()}>
            <Icon name="phone" size={18} class="down" />
            <span>{keys.decline}</span>
          </button>
          <button
            type="button"
            class="mini-key call"
            aria-keyshortcuts="Control+Enter"
            onClick={() => phone.actions()?.answer()}
          >
            <Icon name="phone" size={18} />
            <span>{keys.answer}</span>
          </button>
        </Match>
        <Match when={props.view.keys === "second"}>
          <SecondKeys view={props.view} />
        </Match>
        <Match when={props.view.keys === "call"}>
          <MuteKey muted={props.view.muted} />
          <Show
            when={props.view.swaps}
            fallback={<Show when={props.view.hold}>{(hold) => <HoldKey does={hold()} />}</Show>}
          >
            <SwapKey />
          </Show>
          <OpenKey onPress={props.onOpen} />
          <Show when={props.view.last.does} keyed>
            <LastKey view={props.view} />
          </Show>
        </Match>
      </Switch>
    </div>
  );
}

/** Whoever talks meanwhile can still be kept from hearing, and nobody is hung up on by mistake. */
function SecondKeys(props: { view: Mini }): JSX.Element {
  const phone = usePhone();
  const { isOff } = useSecond();
  return (
    <>
      <MuteKey muted={props.view.muted} />
      <button type="button" class="mini-key" onClick={() => phone.actions()?.declineSecond()}>
        <Icon name="phone" size={18} class="down" />
        <span>{keys.decline}</span>
      </button>
      <button
        type="button"
        class="mini-key call"
        aria-disabled={isOff()}
        aria-keyshortcuts="Control+Enter"
        onClick={() => !isOff() && phone.actions()?.answerSecond()}
      >
        <Icon name="phone" size={18} />
        <span>
          {props.view.beside?.what === "on-hold" ? second.answer : second.holdAndAnswer(null)}
        </span>
      </button>
    </>
  );
}

function SwapKey(): JSX.Element {
  const phone = usePhone();
  const { isOff } = useSecond();
  return (
    <button
      type="button"
      class="mini-key"
      aria-disabled={isOff()}
      aria-keyshortcuts="S"
      onClick={() => !isOff() && phone.actions()?.swapCalls()}
    >
      <SeveralIcon name="arrow-up-down" size={18} />
      <span>{words.swap}</span>
    </button>
  );
}

function MuteKey(props: { muted: boolean }): JSX.Element {
  const phone = usePhone();
  return (
    <button
      type="button"
      class="mini-key"
      classList={{ on: props.muted }}
      aria-keyshortcuts="M Control+D"
      onClick={() => phone.actions()?.setMuted(!props.muted)}
    >
      <CallIcon name={props.muted ? "mic-off" : "mic"} size={18} />
      <span>{props.muted ? callKeys.unmute : callKeys.mute}</span>
    </button>
  );
}

function HoldKey(props: { does: "hold" | "resume" | "off" }): JSX.Element {
  const { toggleHold } = useOrders();
  return (
    <button
      type="button"
      class="mini-key"
      classList={{ hold: props.does === "resume" }}
      aria-disabled={props.does === "off"}
      aria-keyshortcuts="H"
      onClick={() => props.does !== "off" && toggleHold()}
    >
      <CallIcon name={props.does === "resume" ? "play" : "pause"} size={18} />
      <span>{props.does === "resume" ? callKeys.resume : callKeys.hold}</span>
    </button>
  );
}

function OpenKey(props: { onPress: () => void }): JSX.Element {
  return (
    <button
      type="button"
      class="mini-key"
      title={words.openWhy}
      onClick={() => props.onPress()}
    >
      <OnTopIcon size={18} />
      <span>{words.open}</span>
    </button>
  );
}

/** The way out of the call, or out of a consultation. */
function LastKey(props: { view: Mini }): JSX.Element {
  const phone = usePhone();
  const { goBack, give } = useOrders();
  const began = performance.now();
  const does = () => props.view.last.does;
  const ends = () => does() === "hang-up" || does() === "cancel";
  const label = () => {
    switch (props.view.last.does) {
      case "cancel":
        return { text: words.cancel, name: keys.cancel };
      case "hang-up":
        return { text: keys.hangUp, name: keys.hangUp };
      case "leave":
        return { text: words.leave, name: words.leaveWhy };
      case "back":
        return { text: words.back, name: words.backTo(props.view.last.to) };
      default:
        return props.view.last satisfies never;
    }
  };
  const press = () => {
    if (performance.now() - began < guardMs) return;
    if (ends()) phone.actions()?.hangUp();
    else if (does() === "back") goBack();
    else give({ command: "leave" });
  };
  return (
    <button
      type="button"
      class="mini-key"
      classList={{ end: ends() }}
      aria-label={label().name === label().text ? undefined : label().name}
      title={label().name === label().text ? undefined : label().name}
      aria-keyshortcuts={props.view.lastByKey ? "Control+." : undefined}
      onClick={press}
    >
      <Show when={!ends()} fallback={<Icon name="phone" size={18} class="down" />}>
        <Show when={does() === "back"} fallback={<SeveralIcon name="log-out" size={18} />}>
          <CallIcon name="undo-2" size={18} />
        </Show>
      </Show>
      <span>{label().text}</span>
    </button>
  );
}
