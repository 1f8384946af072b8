import { type JSX, Show } from "solid-js";
import { usePhone } from "../../phone/phone-context.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import { footLineOf } from "./foot-line.ts";
import { phone as words } from "./words.ts";

/** Whether this phone can be reached, and through which microphone. */
export function PhoneFoot(props: { onSounds: () => void }): JSX.Element {
  const { state, sound, clock } = usePhone();
  const { isConnected, lines, policy, wrapUp } = useWorkspace();
  const line = () =>
    footLineOf({
      state: state(),
      news: sound.news(),
      isConnected: isConnected(),
      hasNoLines: policy() !== null && lines().size === 0,
      wrapsUpUntil: wrapUp()?.until ?? null,
      now: wrapUp() === null ? 0 : clock(),
    });

  return (
    <Show when={line()}>
      {(current) => (
        <footer class="ph-foot">
          <Show when={current().icon}>{(icon) => <Icon name={icon()} />}</Show>
          <span class="grow" classList={{ cut: !current().whole }}>
            {current().text}
            <Show when={current().device}>
              {(device) => <span class="dim3">{" · "}{device()}</span>}
            </Show>
          </span>
          <button
            type="button"
            class="ib small"
            aria-label={words.sounds}
            title={words.sounds}
            aria-haspopup="dialog"
            onClick={() => props.onSounds()}
          >
            <Icon name="sliders-horizontal" />
          </button>
        </footer>
      )}
    </Show>
  );
}
