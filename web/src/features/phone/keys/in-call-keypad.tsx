import { createEffect, createSignal, type JSX, on, onCleanup, onMount, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { CallIcon } from "../call-icon.tsx";
import { callKeys as words } from "./call-words.ts";
import { Keypad } from "./keypad.tsx";
import { callIn, keypadPhases } from "../phases.ts";

/** How long a key stays lit that was typed, in ms. */
const litMs = 90;

/** Sends tones. What was sent is shown and can be selected. */
export function InCallKeypad(
  props: {
    /** Keys that stood behind the number: offered once they answered, until some were sent. */
    extension: string | null;
    onClose: () => void;
  },
): JSX.Element {
  const phone = usePhone();
  const [hit, setHit] = createSignal<string | null>(null);
  const digits = () => callIn(phone.state().call, ...keypadPhases)?.talk.digits ?? "";
  const offered = () =>
    callIn(phone.state().call, "in-call") !== null && digits() === "" ? props.extension : null;
  /** Keys cross a conference as sound, if at all: https://www.twilio.com/docs/voice/twiml/conference */
  const isSplit = () => {
    const call = callIn(phone.state().call, "in-call");
    return call !== null && call.talk.wiring !== "plain";
  };
  let closer: HTMLButtonElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onMount(() => closer?.focus());
  onCleanup(() => clearTimeout(timer));

  createEffect(on(digits, (sent) => {
    setHit(sent.at(-1) ?? null);
    clearTimeout(timer);
    timer = setTimeout(() => setHit(null), litMs);
  }, { defer: true }));

  return (
    <>
      <div class="to">
        <div
          class="in"
          classList={{
            "is-empty": digits() === "",
            "fit-20": digits().length > 18 && digits().length <= 24,
            "fit-16": digits().length > 24,
          }}
        >
          <output aria-label={words.digitsSent}>{digits()}</output>
        </div>
        <div class="hint">
          <Show when={offered()} fallback={isSplit() ? words.tonesMayFail : words.tones}>
            {(keys) => (
              <button
                type="button"
                class="btn sm"
                onClick={() => phone.actions()?.sendDigits(keys())}
              >
                {words.sendExtension(keys())}
              </button>
            )}
          </Show>
        </div>
      </div>
      <Keypad plus={false} hit={hit()} onPress={(digit) => phone.actions()?.sendDigits(digit)} />
      <div class="shut">
        <button
          ref={(element) => (closer = element)}
          type="button"
          class="btn wide"
          onClick={() => props.onClose()}
        >
          <CallIcon name="grid-3x3" />
          {words.closeKeypad}
        </button>
      </div>
    </>
  );
}
