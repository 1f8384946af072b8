import { createEffect, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import { usePhone } from "../../phone/phone-context.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { call as words } from "../../shared/words.ts";

/** Louder than a breath: somebody speaks. 0 to 1. */
const speechLevel = 0.3;
/** So many loud tenths of a second in a row are speech and no knock on the desk. */
const speechTenths = 4;
/** How long the sentence about it stays, in ms. */
const nudgeMs = 4000;

/** Mute that cannot be mistaken: a bar of ink, a sentence, and the way out. */
export function MuteBar(): JSX.Element {
  const phone = usePhone();
  const [nudged, setNudged] = createSignal(false);
  let loud = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));

  createEffect(on(phone.meters, ({ you }) => {
    loud = you >= speechLevel ? loud + 1 : 0;
    if (loud !== speechTenths) return;
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
      <button type="button" class="btn sm" onClick={() => phone.actions.setMuted(false)}>
        {words.unmute}
      </button>
    </div>
  );
}
