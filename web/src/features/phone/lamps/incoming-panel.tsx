import { type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { modifier } from "../../../shared/ui/modifier.ts";
import { keys } from "../keys/words.ts";
import { lamps as words } from "./words.ts";
import { Arcs, Elapsed, PartyName, PartyNumber } from "./lamp-parts.tsx";
import { lineOf } from "../party.ts";
import type { CallIn } from "../phases.ts";

/** Somebody calls: the one filled marigold in the product. Answer right, Decline left. */
export function IncomingPanel(props: { call: CallIn<"incoming"> }): JSX.Element {
  const phone = usePhone();
  return (
    <>
      <div
        class="lamp ring"
        role="group"
        aria-label={words.incoming}
        tabIndex={-1}
        data-first="incoming"
      >
        <Arcs move />
        <div class="l-top">
          <span class="row">
            <Icon name="phone-incoming" />
            {words.incoming}
          </span>
          <span role="timer" aria-live="off">
            <Elapsed since={props.call.since} now={phone.clock()} />
          </span>
        </div>
        <PartyName call={props.call} />
        <Show when={props.call.name !== null || props.call.number === null}>
          <div class="l-sub">
            <PartyNumber call={props.call} />
          </div>
        </Show>
        <div class="l-sub via">
          <Icon name="arrow-right" size={14} />
          <span>
            {words.to} <b>{lineOf(props.call)}</b>
          </span>
        </div>
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
        <span>{words.declineRings(props.call.othersRing)}</span>
        <span class="hint-key" aria-hidden="true">
          <kbd>{modifier} Enter</kbd> {keys.answers}
        </span>
      </div>
    </>
  );
}
