import { type JSX, Match, Show, Switch } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { modifier } from "../../../shared/ui/modifier.ts";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { CallIcon } from "../call-icon.tsx";
import { callKeys } from "../keys/call-words.ts";
import { keys } from "../keys/words.ts";
import { OfferPanel } from "../line/parts.tsx";
import { sentTextOf } from "../line/sent-text.ts";
import { lamps as words } from "./words.ts";
import { Arcs, Elapsed, PartyName, PartyNumber } from "./lamp-parts.tsx";
import { isColleague } from "../colleague.ts";
import { lineOf } from "../party.ts";
import type { CallIn } from "../phases.ts";
import "../../../styles/line.css";

/** Somebody calls, or waits for a call to be taken back: the one filled marigold in the product. */
export function IncomingPanel(props: { call: CallIn<"incoming"> }): JSX.Element {
  return (
    <Show when={props.call.interrupted} fallback={<RingingPanel call={props.call} />}>
      <OfferPanel call={props.call} />
    </Show>
  );
}

/** Who rings, why, and since when. */
export function RingingLamp(props: {
  call: CallIn<"incoming">;
  title: string;
  /** What stands before the timer. */
  timed?: string;
}): JSX.Element {
  const phone = usePhone();
  const { agentNames } = useWorkspace();
  const sent = () => sentTextOf(props.call, agentNames());
  const who = () => sent()?.who ?? props.call;
  return (
    <div
      class="lamp ring"
      role="group"
      aria-label={props.title}
      tabIndex={-1}
      data-first="incoming"
    >
      <Arcs move />
      <div class="l-top">
        <span class="row">
          <Icon name="phone-incoming" />
          {props.title}
        </span>
        <span role="timer" aria-live="off">
          {props.timed ? `${props.timed} ` : ""}
          <Elapsed since={props.call.since} now={phone.clock()} />
        </span>
      </div>
      <PartyName call={who()} />
      <Switch
        fallback={
          <Show when={props.call.name !== null || props.call.number === null}>
            <div class="l-sub">
              <PartyNumber call={props.call} />
            </div>
          </Show>
        }
      >
        <Match when={sent()?.about}>{(about) => <div class="l-sub">{about()}</div>}</Match>
      </Switch>
      <Show when={sent()?.word}>{(word) => <p class="l-word">{word()}</p>}</Show>
      <Show
        when={sent()}
        fallback={
          <Show when={!isColleague(props.call)}>
            <div class="l-sub via">
              <Icon name="arrow-right" size={14} />
              <span>
                {words.to} <b>{lineOf(props.call)}</b>
              </span>
            </div>
          </Show>
        }
      >
        {(told) => (
          <Show when={told().why}>
            <div class="l-sub via">
              <CallIcon name="phone-forwarded" size={14} />
              <b>{told().why}</b>
            </div>
          </Show>
        )}
      </Show>
    </div>
  );
}

/** Answer right, Decline left. */
function RingingPanel(props: { call: CallIn<"incoming"> }): JSX.Element {
  const phone = usePhone();
  const { agentNames } = useWorkspace();
  const sent = () => sentTextOf(props.call, agentNames());
  const title = () => sent()?.title ?? words.incoming;
  return (
    <>
      <RingingLamp call={props.call} title={title()} />
      <div class="choose two">
        <button type="button" class="btn lg" onClick={() => phone.actions()?.decline()}>
          <Icon name="phone" size={20} class="down" />
          {keys.decline}
        </button>
        <button
          type="button"
          class="btn call lg"
          aria-keyshortcuts="Control+Enter"
          onClick={() => phone.actions()?.answer()}
        >
          <Icon name="phone" size={20} />
          {keys.answer}
        </button>
      </div>
      <div class="choose-note">
        <span>
          <Show when={sent()} fallback={words.declineRings(props.call.othersRing)}>
            {(told) => told().ifDeclined}
          </Show>
        </span>
        <span class="hint-key" aria-hidden="true">
          <kbd>{modifier} Enter</kbd> {callKeys.answers}
        </span>
      </div>
    </>
  );
}
