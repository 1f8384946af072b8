import { type JSX, Match, Show, Switch } from "solid-js";
import rotateCcw from "lucide-static/icons/rotate-ccw.svg?raw";
import { usePhone } from "../../../phone/phone-context.ts";
import { timerText } from "../../../shared/ui/duration.ts";
import { ErrorCode } from "../../../shared/ui/error-code.tsx";
import { Drawing, Icon } from "../../../shared/ui/icon.tsx";
import { modifier } from "../../../shared/ui/modifier.ts";
import { Arcs, Elapsed, PartyName, PartyNumber } from "../lamps/lamp-parts.tsx";
import { lineOf, partyOf } from "../party.ts";
import type { CallIn } from "../phases.ts";
import { ReachBand } from "../reach/reach-band.tsx";
import { graceLeft } from "./grace.ts";
import { offer as words } from "./offer-words.ts";
import { createSlowPress } from "./use-orders.ts";
import { pending } from "./words.ts";

/** The person's page was gone in the middle of this call: they may have it back before it rings the others. */
export function OfferPanel(props: { call: CallIn<"incoming"> }): JSX.Element {
  const { state, actions, clock } = usePhone();
  const slow = createSlowPress();
  const kind = () => state().reach.kind;
  const secondsAgo = () => Math.max(0, Math.floor((clock() - props.call.since) / 1000));
  const refused = () => state().press?.problem ?? null;
  const isPending = () => state().press?.problem === null;
  /** Why it can't be taken back at once; its band says what to do. */
  const isHindered = () =>
    !["ready", "away", "offline", "other-tab", "reconnecting"].includes(kind());

  return (
    <>
      <div
        class="lamp ring"
        role="group"
        aria-label={words.title}
        tabIndex={-1}
        data-first="incoming"
      >
        <Arcs move={false} />
        <div class="l-top">
          <span class="row">
            <Drawing source={rotateCcw} />
            {words.title}
          </span>
          <span role="timer" aria-live="off">
            <Elapsed since={props.call.since} now={clock()} />
          </span>
        </div>
        <PartyName call={props.call} />
        <div class="l-sub">
          <Show when={props.call.name !== null || props.call.number === null}>
            <PartyNumber call={props.call} />
            {" · "}
          </Show>
          <span class="cut">{lineOf(props.call)}</span>
        </div>
        <p class="l-word">{words.talked(partyOf(props.call), secondsAgo())}</p>
        <Switch>
          <Match when={slow()}>
            {(press) => (
              <p class="l-note row">
                <Icon name="loader-circle" class="spin" />
                {pending[press().order.command]}
              </p>
            )}
          </Match>
          <Match when={refused()}>
            {(problem) => (
              <p class="l-note told">
                {problem().message} {problem().next} <ErrorCode code={problem().code} />
              </p>
            )}
          </Match>
        </Switch>
      </div>
      <div class="choose two">
        <button
          type="button"
          class="btn lg"
          aria-disabled={isPending()}
          onClick={() => actions()?.decline()}
        >
          {words.letGo}
        </button>
        <button
          type="button"
          class="btn call lg"
          aria-disabled={isPending()}
          aria-keyshortcuts="Control+Enter"
          onClick={() => actions()?.answer()}
        >
          <Icon name="phone" size={20} />
          {words.takeBack}
        </button>
      </div>
      <div class="choose-note">
        <span class="n">
          {words.ringsOthers(timerText(graceLeft(props.call.since, clock())))}
        </span>
        <span class="hint-key" aria-hidden="true">
          <kbd>{modifier} Enter</kbd> {words.takesBack}
        </span>
      </div>
      <Switch>
        <Match when={kind() === "offline"}>
          <p class="note">{words.goesOnline}</p>
        </Match>
        <Match when={kind() === "other-tab"}>
          <p class="note">{words.inOtherTab}</p>
        </Match>
        <Match when={isHindered()}>
          <ReachBand />
        </Match>
      </Switch>
    </>
  );
}
