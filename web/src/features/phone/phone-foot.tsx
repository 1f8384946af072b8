import { type JSX, Match, Show, Switch } from "solid-js";
import { usePhone } from "../../phone/phone-context.ts";
import type { Reach } from "../../phone/phone-state.ts";
import { clockWithSecondsText } from "../../shared/ui/clock-text.ts";
import { timerText } from "../../shared/ui/duration.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { foot, phone as words } from "./words.ts";
import { callIn, runningPhases } from "./phases.ts";

const loud: ReadonlySet<Reach["kind"]> = new Set(["ready", "away", "reconnecting", "other-tab"]);

/** Whether this phone can be reached, and through which microphone. */
export function PhoneFoot(props: { onSounds: () => void }): JSX.Element {
  const { state, sound, clock } = usePhone();
  const { isConnected, lines, policy, wrapUp } = useWorkspace();
  const device = () => state().microphoneLabel ?? foot.microphone;
  const cutSince = () => callIn(state().call, "in-call")?.talk.reconnectingSince ?? null;
  const isRunning = () => callIn(state().call, ...runningPhases) !== null;
  const isQuiet = () => !isRunning() && !loud.has(state().reach.kind);
  const isReady = () => state().reach.kind === "ready";

  return (
    <Show when={!isQuiet()}>
      <footer class="ph-foot">
        <Switch>
          <Match when={sound.news()}>
            {(news) => (
              <>
                <Icon name="headphones" />
                <span class="grow">{news()}</span>
              </>
            )}
          </Match>
          <Match when={cutSince()}>
            {(since) => (
              <>
                <Icon name="wifi-off" />
                <span class="cut grow">{foot.noNetwork(clockWithSecondsText(since()))}</span>
              </>
            )}
          </Match>
          <Match when={isRunning()}>
            <Icon name="headphones" />
            <span class="cut grow">{device()}</span>
          </Match>
          <Match when={state().reach.kind === "reconnecting"}>
            <Icon name="wifi-off" />
            <span class="cut grow">{foot.reconnecting}</span>
          </Match>
          <Match when={state().call?.phase === "incoming"}>
            <Icon name="bell-ring" />
            <span class="cut grow">{foot.ringing}</span>
          </Match>
          <Match when={state().reach.kind === "other-tab"}>
            <span class="cut grow">{foot.otherTab}</span>
          </Match>
          <Match when={isReady() && !isConnected()}>
            <Icon name="plug" />
            <span class="cut grow">{foot.noTwilio}</span>
          </Match>
          <Match when={isReady() && policy() !== null && lines().size === 0}>
            <Icon name="bell-off" />
            <span class="cut grow">{foot.noLines}</span>
          </Match>
          <Match when={state().reach.kind === "away"}>
            <Icon name="bell-off" />
            <span class="cut grow">
              {foot.away} <span class="dim3">· {device()}</span>
            </span>
          </Match>
          <Match when={wrapUp()}>
            {(held) => (
              <>
                <Icon name="timer" />
                <span class="cut grow n">
                  {foot.ringsAgain(timerText(Math.ceil((held().until - clock()) / 1000)))}
                </span>
              </>
            )}
          </Match>
          <Match when={true}>
            <Icon name="bell-ring" />
            <span class="cut grow">
              {foot.ready} <span class="dim3">· {device()}</span>
            </span>
          </Match>
        </Switch>
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
    </Show>
  );
}
