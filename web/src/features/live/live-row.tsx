import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import type { Manner } from "../../../../supabase/functions/_shared/contracts/call.ts";
import type { Supervision } from "../../phone/supervision.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import { AskDialog } from "../../shared/ui/ask-dialog.tsx";
import { timerText } from "../../shared/ui/duration.ts";
import { ErrorCode } from "../../shared/ui/error-code.tsx";
import pause from "lucide-static/icons/circle-pause.svg?raw";
import { Drawing, Icon, type IconName } from "../../shared/ui/icon.tsx";
import { MannerIcon } from "../../shared/ui/manner-icon.tsx";
import { otherSide } from "../../shared/words.ts";
import type { Problem } from "../../shared/problem.ts";
import type { LiveCall } from "./live-calls.ts";
import { MannerChoice } from "./manner-choice.tsx";
import { choice, row as words } from "./words.ts";

/** What a row needs beside its call. */
export interface LiveRowProps {
  call: LiveCall;
  /** Epoch ms. */
  now: number;
  agentName: (id: number) => string;
  /** This person's part in this call. */
  supervision: Supervision | null;
  /** Why nothing can be listened to now; null when it can. */
  hindrance: string | null;
  isOpen: boolean;
  showsListeners: boolean;
  onToggle: () => void;
  onSupervise: (manner: Manner) => void;
  onStop: () => void;
  onEnd: () => Promise<Problem | null>;
}

const signs: Record<LiveCall["state"]["kind"], { icon: IconName | null; tone: string }> = {
  calling: { icon: "phone-outgoing", tone: "ring" },
  ringing: { icon: "bell-ring", tone: "ring" },
  talking: { icon: "phone-call", tone: "live" },
  hold: { icon: null, tone: "hold" },
  several: { icon: "phone-call", tone: "live" },
};

/** Null: on hold, whose drawing the phone has no need of before a call. */
function StateIcon(props: { name: IconName | null }): JSX.Element {
  return (
    <Show when={props.name} fallback={<Drawing source={pause} size={15} />}>
      {(name) => <Icon name={name()} size={15} />}
    </Show>
  );
}

/** One call; opened, the three ways to take part in it. */
export function LiveRow(props: LiveRowProps): JSX.Element {
  const [asksEnd, askEnd] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem | null>(null);
  const agent = () =>
    props.call.agentId === null ? words.nobody : props.agentName(props.call.agentId);
  const first = () => agent().split(/\s/)[0] ?? agent();
  const agents = () => {
    const more = props.call.colleagues.map(props.agentName).join(", ");
    return more === "" ? agent() : words.and(agent(), more);
  };
  const others = () => {
    const { otherNumber, added } = props.call;
    const other = otherNumber === null ? otherSide.withheld : formatNumber(otherNumber);
    return added.length === 0 ? other : words.and(other, added.map(formatNumber).join(", "));
  };
  const isOn = () => props.supervision !== null && !props.supervision.isOver;
  const shownProblem = () => problem() ?? props.supervision?.problem ?? null;
  const canOpen = () => props.call.isTalking && !props.call.isMine;
  const end = async () => {
    askEnd(false);
    setProblem(await props.onEnd());
  };

  return (
    <li
      class="lcall"
      classList={{ open: props.isOpen }}
      tabIndex={canOpen() ? 0 : undefined}
      data-call={props.call.id}
      aria-label={agent()}
    >
      <div class="lrow">
        <span class="a cut" title={agents()}>{agents()}</span>
        <span class="o cut" title={others()}>{others()}</span>
        <span class="l cut dim">{props.call.lineName ?? formatNumber(props.call.lineNumber)}</span>
        <span class="s">
          <StateSign {...props} isOn={isOn()} />
        </span>
        <span class="n t">{timerText((props.now - props.call.since) / 1000)}</span>
        <span class="b">
          <Switch>
            <Match when={isOn()}>
              <button
                type="button"
                class="btn sm"
                aria-label={words.stopListening(agent())}
                onClick={() => props.onStop()}
              >
                {words.stop}
              </button>
            </Match>
            <Match when={canOpen()}>
              <button
                type="button"
                class="btn sm"
                aria-label={words.listenTo(agent())}
                aria-expanded={props.isOpen}
                onClick={() => props.onToggle()}
              >
                {words.listen}
              </button>
            </Match>
            <Match when={!props.call.isMine}>
              <span class="dim3 sm">{words.notYet}</span>
            </Match>
          </Switch>
        </span>
      </div>
      <Show when={props.isOpen}>
        <div class="lbody">
          <MannerChoice
            who={first()}
            chosen={isOn() ? props.supervision?.wanted ?? null : null}
            disabled={!isOn() && props.hindrance !== null}
            onChoose={(manner) => props.onSupervise(manner)}
          />
          <p class="sm dim">
            {[
              isOn() ? null : props.hindrance,
              props.call.isPlain && !isOn() ? choice.firstTime : null,
              props.showsListeners ? choice.seen(first()) : choice.unseen(first()),
            ].filter((sentence) => sentence !== null).join(" ")}
          </p>
          <Show when={shownProblem()}>
            {(current) => (
              <p class="why" role="alert">
                {current().message} {current().next} <ErrorCode code={current().code} />
              </p>
            )}
          </Show>
          <button type="button" class="btn sm" onClick={() => askEnd(true)}>{words.end}</button>
        </div>
      </Show>
      <Show when={asksEnd()}>
        <AskDialog
          title={words.endTitle(first())}
          text={words.endText}
          confirm={words.end}
          cancel={words.keep}
          onConfirm={() => void end()}
          onCancel={() => askEnd(false)}
        />
      </Show>
    </li>
  );
}

function StateSign(props: LiveRowProps & { isOn: boolean }): JSX.Element {
  const text = () => {
    const { state } = props.call;
    if (state.kind === "several") return words.several(state.count);
    if (state.kind !== "hold") return words[state.kind];
    return `${words.hold} ${timerText((props.now - state.since) / 1000)}`;
  };
  const own = () => {
    if (!props.isOn || !props.supervision) return null;
    const { manner } = props.supervision;
    return manner === null ? words.connecting : words.own[manner];
  };
  const manner = () => props.isOn ? props.supervision?.manner ?? "listen" : null;
  return (
    <>
      <span class={`st ${signs[props.call.state.kind].tone}`}>
        <Show
          when={manner()}
          fallback={<StateIcon name={signs[props.call.state.kind].icon} />}
        >
          {(name) => <MannerIcon name={name()} size={15} />}
        </Show>
        {own() === null ? text() : `${text()}, ${own()}`}
      </span>
      <For each={props.call.supervisors}>
        {(one) => (
          <span class="xs dim">{words.other[one.manner](props.agentName(one.agentId))}</span>
        )}
      </For>
    </>
  );
}
