import { createEffect, createMemo, For, type JSX, on, onCleanup, Show } from "solid-js";
import type { Manner } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { usePhone } from "../../../phone/phone-context.ts";
import type { Supervision } from "../../../phone/supervision.ts";
import { announce } from "../../../shared/ui/announce.tsx";
import { timerText } from "../../../shared/ui/duration.ts";
import { ErrorCode } from "../../../shared/ui/error-code.tsx";
import { Icon } from "../../../shared/ui/icon.tsx";
import { isText } from "../../../shared/ui/is-text.ts";
import { letterKeysOn } from "../../../shared/ui/letter-keys.ts";
import { MannerIcon } from "../../../shared/ui/manner-icon.tsx";
import { modifier } from "../../../shared/ui/modifier.ts";
import { moveFocus } from "../../../shared/ui/move-focus.ts";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { panel as words } from "./words.ts";
import "../../../styles/supervision.css";

export { SupervisionStrip } from "./supervision-strip.tsx";

const manners = ["listen", "whisper", "join"] as const;
const letters: Readonly<Record<string, Manner>> = { l: "listen", w: "whisper", j: "join" };

/** A colleague's call that this person takes part in as a supervisor. Tint: nobody hears them; fill: somebody does. */
export function SupervisionPanel(): JSX.Element {
  const { state } = usePhone();
  return (
    <Show when={state().supervision}>
      {(supervision) => <Supervised supervision={supervision()} />}
    </Show>
  );
}

function Supervised(props: { supervision: Supervision }): JSX.Element {
  const { actions, clock } = usePhone();
  const { agentNames } = useWorkspace();
  const who = () => agentNames().get(props.supervision.agentId ?? 0) ?? words.colleague;
  const first = () => who().split(/\s/)[0] ?? who();
  const manner = createMemo(() => props.supervision.manner);
  const supervise = (wanted: Manner) => actions()?.supervise(props.supervision.callId, wanted);

  createEffect(on(manner, (now) => {
    if (now !== null) announce(words.says[now](first()), "assertive");
  }));
  onCleanup(() => announce(words.over, "polite"));

  const press = (event: KeyboardEvent) => {
    const wanted = letters[event.key.toLowerCase()];
    if (!wanted || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (!letterKeysOn() || isText(event.target)) return;
    event.preventDefault();
    supervise(wanted);
  };
  document.addEventListener("keydown", press);
  onCleanup(() => document.removeEventListener("keydown", press));

  return (
    <>
      <div class="lamp" classList={{ live: isHeard(manner()), listen: !isHeard(manner()) }}>
        <div class="l-top">
          <span class="row">
            <MannerIcon name={manner() ?? "listen"} />
            <Title manner={manner()} />
          </span>
          <span class="n" role="timer" aria-live="off">
            {timerText((clock() - props.supervision.since) / 1000)}
          </span>
        </div>
        <div class="l-name" title={who()}>{who()}</div>
        <Show when={manner()}>
          {(now) => (
            <div class="sup-line">
              <Show when={now() === "listen"} fallback={<MannerIcon name={now()} size={18} />}>
                <Icon name="mic-off" size={18} />
              </Show>
              <span>
                <b>{words.heardBy[now()](first())}</b>
                {words.youHear}
              </span>
            </div>
          )}
        </Show>
      </div>
      <div class="keys" role="radiogroup" aria-label={words.keys} onKeyDown={moveFocus}>
        <For each={manners}>
          {(each) => (
            <button
              type="button"
              class="key"
              classList={{ on: props.supervision.wanted === each }}
              role="radio"
              aria-checked={props.supervision.wanted === each}
              aria-keyshortcuts={each[0]?.toUpperCase()}
              tabIndex={props.supervision.wanted === each ? 0 : -1}
              onClick={() => supervise(each)}
            >
              <MannerIcon name={each} size={22} />
              {words.name[each]}
              <Show when={letterKeysOn()}>
                <kbd aria-hidden="true">{each[0]?.toUpperCase()}</kbd>
              </Show>
            </button>
          )}
        </For>
      </div>
      <Show when={props.supervision.problem}>
        {(problem) => (
          <p class="note" role="alert">
            {problem().message} {problem().next} <ErrorCode code={problem().code} />
          </p>
        )}
      </Show>
      <div class="hang">
        <button
          type="button"
          class="btn lg"
          aria-keyshortcuts="Control+."
          onClick={() => actions()?.hangUp()}
        >
          <MannerIcon name="leave" size={18} />
          {manner() === "join" ? words.leave : words.stop}
          <span class="hk" aria-hidden="true">{modifier} .</span>
        </button>
      </div>
      <p class="note">{words.goesOn} {words.noRing}</p>
    </>
  );
}

function Title(props: { manner: Manner | null }): JSX.Element {
  return <>{props.manner === null ? words.connecting : words.title[props.manner]}</>;
}

/** A person who is not in the call yet is heard by nobody. */
function isHeard(manner: Manner | null): boolean {
  return manner !== null && manner !== "listen";
}
