import { createEffect, createSignal, type JSX, Match, on, onCleanup, Show, Switch } from "solid-js";
import { usePhone } from "../../phone/phone-context.ts";
import type { PhoneCall } from "../../phone/phone-state.ts";
import { afterStart } from "../../shared/start-phase.ts";
import { isText } from "../../shared/ui/is-text.ts";
import { toast } from "../../shared/ui/toast.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import { DialPanel } from "./dial/dial-panel.tsx";
import type { Draft } from "./dial/draft.ts";
import { createKeypadDoor } from "./keys/keypad-door.ts";
import {
  AfterReady,
  Background,
  CallPanel,
  EndedBand,
  IncomingPanel,
  loadParts,
  loadSoundSettings,
  PausedBand,
  SoundSettings,
} from "./parts.tsx";
import { PhoneFoot } from "./phone-foot.tsx";
import { PhoneHead } from "./phone-head.tsx";
import { callIn, runningPhases } from "./phases.ts";
import { MissingBand } from "./reach/missing-band.tsx";
import { ReachBand } from "./reach/reach-band.tsx";
import { useFocus } from "./use-focus.ts";
import { phone as words } from "./words.ts";

/** The phone: a part of the frame that no page can remove. */
export function Phone(props: {
  draft: Draft;
  /** Nothing stands beside it: it is the page's main part. */
  isMain: boolean;
  lastNumber: () => string | null;
  /** What stands under the dialer while no call runs. */
  below: JSX.Element;
  /** What is to be done after a call before the next one rings; nothing while there is none. */
  wrapUp: JSX.Element;
  /** What is good to know about a caller before one answers. */
  beforeAnswer: (number: () => string | null) => JSX.Element;
  tabs: JSX.Element;
  onCall: (to: string, line: string) => void;
  onHelp: () => void;
  onSwitchRegion: () => void;
}): JSX.Element {
  const { state, actions } = usePhone();
  const { wrapUp } = useWorkspace();
  const keypad = createKeypadDoor();
  const [showsSounds, showSounds] = createSignal(false);
  const [wasReady, setWasReady] = createSignal(false);
  let section: HTMLElement | undefined;

  const running = () => callIn(state().call, ...runningPhases);
  // A call that a colleague took is told in a toast, and leaves no band.
  const ended = () => {
    const call = callIn(state().call, "ended");
    // What was talked in is wrapped up, where the workspace gives time for it.
    const wrapsUp = wrapUp() !== null && (call?.talkedSeconds ?? null) !== null;
    return call && call.ending !== "elsewhere" && !wrapsUp ? call : null;
  };
  const callAgain = (call: PhoneCall) => {
    if (call.number !== null) props.onCall(call.number, call.line);
  };
  const close = () => {
    const wasOpen = keypad.open();
    keypad.setOpen(false);
    if (wasOpen) section?.querySelector<HTMLElement>("[data-key=keypad]")?.focus();
    return wasOpen;
  };

  // The number has done its work once they talk; Call again keeps it for who needs it.
  createEffect(on(() => callIn(state().call, "in-call")?.direction, (direction) => {
    if (direction === "outbound") props.draft.set("");
  }));

  const openSounds = async () => {
    if (await loadSoundSettings()) showSounds(true);
    else toast(words.soundsFailed);
  };
  onCleanup(afterStart(() => void loadParts()));
  createEffect(() => {
    if (state().reach.kind === "ready" || running()) setWasReady(true);
  });

  useFocus(() => section);
  const targets = {
    toggleKeypad: () => keypad.open() ? close() : keypad.setOpen(true),
    close,
    callAgain: () => {
      const call = ended();
      if (call) callAgain(call);
      return call !== null;
    },
    help: () => props.onHelp(),
    switchRegion: () => props.onSwitchRegion(),
  };

  const paste = (event: ClipboardEvent) => {
    if (running() || isText(event.target)) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.trim() === "") return;
    event.preventDefault();
    props.draft.paste(text);
    actions()?.dismiss();
  };

  return (
    <section
      class="phone"
      id="phone"
      tabIndex={-1}
      role={props.isMain ? "main" : undefined}
      // A translated text is no longer the node that changes: the timer would stand still.
      translate="no"
      aria-label={words.title}
      ref={(element) => (section = element)}
      onPaste={paste}
    >
      <h1 class="vh only-narrow">{words.title}</h1>
      <PhoneHead onSounds={() => void openSounds()} onHelp={props.onHelp} />
      <div class="ph-main">
        <Switch
          fallback={
            <>
              {props.wrapUp}
              <Show when={ended()} fallback={<ReachBand />}>
                {(call) => <EndedBand call={call()} onCallAgain={() => callAgain(call())} />}
              </Show>
              <MissingBand />
              <PausedBand />
              <DialPanel draft={props.draft} lastNumber={props.lastNumber} />
              {props.below}
            </>
          }
        >
          <Match when={callIn(state().call, "incoming")}>
            {(call) => (
              <>
                <IncomingPanel call={call()} />
                {props.beforeAnswer(() => call().number)}
              </>
            )}
          </Match>
          <Match when={running()}>
            {(call) => (
              <CallPanel
                call={call()}
                extension={props.draft.extensionOf(call().number)}
                keypadOpen={keypad.open()}
                onKeypad={(open) => open ? keypad.setOpen(true) : close()}
                onCallBack={callAgain}
              />
            )}
          </Match>
        </Switch>
      </div>
      <Background targets={targets} />
      <Show when={wasReady()}>
        <AfterReady />
      </Show>
      <PhoneFoot onSounds={() => void openSounds()} />
      <Show when={showsSounds()}>
        <SoundSettings onClose={() => showSounds(false)} />
      </Show>
      {props.tabs}
    </section>
  );
}
