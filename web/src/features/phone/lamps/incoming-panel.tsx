import { type JSX, Match, Show, Switch } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { modifier } from "../../../shared/ui/modifier.ts";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { callKeys } from "../keys/call-words.ts";
import { keys } from "../keys/words.ts";
import { sentTextOf } from "../line/sent-text.ts";
import { lamps as words } from "./words.ts";
import { Arcs, Elapsed, PartyName, PartyNumber } from "./lamp-parts.tsx";
import { lineOf } from "../party.ts";
import type { CallIn } from "../phases.ts";
import "../../../styles/line.css";

/** Somebody calls: the one filled marigold in the product. Answer right, Decline left. */
export function IncomingPanel(props: { call: CallIn<"incoming"> }): JSX.Element {
  const phone = usePhone();
  const { agentNames } = useWorkspace();
  const sent = () => sentTextOf(props.call, agentNames());
  const who = () => sent()?.who ?? props.call;
  const title = () => sent()?.title ?? words.incoming;
  return (
    <>
      <div
        class="lamp ring"
        role="group"
        aria-label={title()}
        tabIndex={-1}
        data-first="incoming"
      >
        <Arcs move />
        <div class="l-top">
          <span class="row">
            <Icon name="phone-incoming" />
            {title()}
          </span>
          <span role="timer" aria-live="off">
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
            <div class="l-sub via">
              <Icon name="arrow-right" size={14} />
              <span>
                {words.to} <b>{lineOf(props.call)}</b>
              </span>
            </div>
          }
        >
          {(told) => (
            <Show when={told().why}>
              <div class="l-sub via">
                <Icon name="phone-forwarded" size={14} />
                <b>{told().why}</b>
              </div>
            </Show>
          )}
        </Show>
      </div>
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
