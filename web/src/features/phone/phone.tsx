import {
  type Component,
  createEffect,
  createSignal,
  type JSX,
  Match,
  on,
  Show,
  Switch,
} from "solid-js";
import { usePhone } from "../../phone/phone-context.ts";
import type { PhoneCall } from "../../phone/phone-state.ts";
import { isText } from "../../shared/ui/is-text.ts";
import { toast } from "../../shared/ui/toast.tsx";
import { phone as words } from "./words.ts";
import { CallPanel, createKeypadDoor } from "./lamps/call-panel.tsx";
import { DialPanel } from "./dial/dial-panel.tsx";
import type { Draft } from "./dial/draft.ts";
import { EndedBand } from "./lamps/ended-band.tsx";
import { IncomingPanel } from "./lamps/incoming-panel.tsx";
import { PausedBand } from "./dial/paused-band.tsx";
import { PhoneFoot } from "./phone-foot.tsx";
import { PhoneHead } from "./phone-head.tsx";
import { callIn, runningPhases } from "./phases.ts";
import { ReachBand } from "./reach/reach-band.tsx";
import { useFocus } from "./use-focus.ts";
import { useShortcuts } from "./keys/use-shortcuts.ts";
import { useSounds } from "./sound/use-sounds.ts";
import { useVoice } from "./notices/use-announcements.ts";

/** The phone: a part of the frame that no page can remove. */
export function Phone(props: {
  draft: Draft;
  lastNumber: () => string | null;
  /** What stands under the dialer while no call runs. */
  below: JSX.Element;
  /** What is good to know about a caller before one answers. */
  beforeAnswer: (number: () => string | null) => JSX.Element;
  tabs: JSX.Element;
  onCall: (to: string, line: string) => void;
  onHelp: () => void;
  onSwitchRegion: () => void;
}): JSX.Element {
  const { state, actions } = usePhone();
  const keypad = createKeypadDoor();
  const [SoundSettings, showSoundSettings] = createSignal<Component<{ onClose: () => void }>>();
  const [AfterReady, setAfterReady] = createSignal<Component>();
  let section: HTMLElement | undefined;

  const running = () => callIn(state().call, ...runningPhases);
  // A call that a colleague took is told in a toast, and leaves no band.
  const ended = () => {
    const call = callIn(state().call, "ended");
    return call && call.ending !== "elsewhere" ? call : null;
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

  const openSounds = () =>
    void import("./sound/sound-settings.tsx").then(
      (loaded) => showSoundSettings(() => loaded.default),
      () => toast(words.soundsFailed),
    );
  // What comes late or not at all takes nothing from the phone; it is asked for again the next time.
  createEffect(() => {
    if (AfterReady() || (state().reach.kind !== "ready" && !running())) return;
    import("./after-ready.tsx").then((loaded) => setAfterReady(() => loaded.default), () => {});
  });

  useVoice();
  useSounds();
  useFocus(() => section);
  useShortcuts({
    toggleKeypad: () => keypad.open() ? close() : keypad.setOpen(true),
    close,
    callAgain: () => {
      const call = ended();
      if (call) callAgain(call);
      return call !== null;
    },
    help: () => props.onHelp(),
    switchRegion: () => props.onSwitchRegion(),
  });

  const paste = (event: ClipboardEvent) => {
    if (running() || isText(event.target)) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.trim() === "") return;
    event.preventDefault();
    props.draft.set(text);
    actions()?.dismiss();
  };

  return (
    <section
      class="phone"
      // A translated text is no longer the node that changes: the timer would stand still.
      translate="no"
      aria-label={words.title}
      ref={(element) => (section = element)}
      onPaste={paste}
    >
      <h1 class="vh only-narrow">{words.title}</h1>
      <PhoneHead onSounds={openSounds} onHelp={props.onHelp} />
      <div class="ph-main">
        <Switch
          fallback={
            <>
              <Show when={ended()} fallback={<ReachBand />}>
                {(call) => <EndedBand call={call()} onCallAgain={() => callAgain(call())} />}
              </Show>
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
                keypadOpen={keypad.open()}
                onKeypad={(open) => open ? keypad.setOpen(true) : close()}
                onCallBack={callAgain}
              />
            )}
          </Match>
        </Switch>
      </div>
      <Show when={AfterReady()} keyed>{(Beside) => <Beside />}</Show>
      <PhoneFoot onSounds={openSounds} />
      <Show when={SoundSettings()} keyed>
        {(Settings) => <Settings onClose={() => showSoundSettings()} />}
      </Show>
      {props.tabs}
    </section>
  );
}
