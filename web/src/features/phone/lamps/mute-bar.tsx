import { createEffect, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { callKeys } from "../keys/call-words.ts";
import { lamps as words } from "./words.ts";
import { createSpeechSense } from "./speech.ts";

/** How long the sentence about it stays, in ms. */
const nudgeMs = 4000;

/** Mute that cannot be mistaken: a bar of ink, a sentence, and the way out. */
export function MuteBar(): JSX.Element {
  const phone = usePhone();
  const [nudged, setNudged] = createSignal(false);
  const begins = createSpeechSense();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));

  createEffect(on(phone.meters, ({ you }) => {
    if (!begins(you)) return;
    setNudged(true);
    clearTimeout(timer);
    timer = setTimeout(() => setNudged(false), nudgeMs);
  }));

  return (
    <div class="mutebar" classList={{ nudge: nudged() }}>
      <Icon name="mic-off" size={20} />
      <Show when={!nudged()} fallback={<span>{words.talkingMuted}</span>}>
        <span>
          <For each={words.muted}>{(line) => <span class="line">{line}</span>}</For>
        </span>
      </Show>
      <button type="button" class="btn sm" onClick={() => phone.actions()?.setMuted(false)}>
        {callKeys.unmute}
      </button>
    </div>
  );
}
