import { createEffect, type JSX, on, onCleanup, Show } from "solid-js";
import { everybodyWaits } from "../../../phone/talk.ts";
import { usePhone } from "../../../phone/phone-context.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { modifier } from "../../../shared/ui/modifier.ts";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { CallIcon } from "../call-icon.tsx";
import { isColleague } from "../colleague.ts";
import { keys } from "../keys/words.ts";
import { RingingLamp } from "../lamps/incoming-panel.tsx";
import { Elapsed, PartyName } from "../lamps/lamp-parts.tsx";
import { lamps } from "../lamps/words.ts";
import { partyOf } from "../party.ts";
import { type CallIn, callIn } from "../phases.ts";
import { createPlayer } from "../sound/create-player.ts";
import { besideSince } from "./hold-wait.ts";
import { sentTextOf } from "./sent-text.ts";
import { second as words } from "./second-words.ts";
import { SeveralIcon } from "./several-icon.tsx";
import { targetDoor } from "./target-door.ts";
import { useSecond } from "./use-second.ts";

/** How often a second call knocks in the ear, in ms. */
const knockEveryMs = 6_000;

/** Somebody calls while this person talks. Knocks in the ear and never rings: the other side would hear it. */
export function KnockPanel(props: { call: CallIn<"incoming"> }): JSX.Element {
  const { state, actions } = usePhone();
  const { isOff } = useSecond();
  const { seat, agentNames } = useWorkspace();
  const player = createPlayer();
  const sent = () => sentTextOf(props.call, agentNames());
  /** Somebody of the team rings this person, and nobody else: that is theirs to take or to decline. */
  const isPersonal = () => sent() !== null || isColleague(props.call);
  const answer = () => {
    const talking = callIn(state().call, "in-call");
    return talking && everybodyWaits(talking.talk, seat()?.id ?? 0)
      ? words.answer
      : words.holdAndAnswer(talking?.name ?? null);
  };

  createEffect(on(() => props.call.since, () => {
    const knock = () => player.play("knock", "hold");
    knock();
    const timer = setInterval(knock, knockEveryMs);
    onCleanup(() => clearInterval(timer));
  }));

  return (
    <>
      <RingingLamp call={props.call} title={words.title} timed={words.waiting} />
      <div class="choose second">
        <button
          type="button"
          class="btn call mid"
          aria-disabled={isOff()}
          aria-keyshortcuts="Control+Enter"
          onClick={() => !isOff() && actions()?.answerSecond()}
        >
          <Icon name="phone" size={20} />
          <span class="cut">{answer()}</span>
          <span class="hk" aria-hidden="true">{modifier} Enter</span>
        </button>
        <div classList={{ two: !isPersonal() }}>
          <Show when={!isPersonal()}>
            <button
              type="button"
              class="btn mid"
              data-key="send-on"
              aria-disabled={isOff()}
              onClick={() => !isOff() && targetDoor.open("send-on")}
            >
              <CallIcon name="phone-forwarded" />
              {words.sendOn}
            </button>
          </Show>
          <button type="button" class="btn mid" onClick={() => actions()?.declineSecond()}>
            <Icon name="phone" size={20} class="down" />
            {keys.decline}
          </button>
        </div>
      </div>
      <div class="choose-note">
        {sent()?.ifDeclined ?? lamps.declineRings(props.call.othersRing)}
      </div>
    </>
  );
}

/** The other call, which waits on hold, and the way to it. */
export function WaitingCall(props: { call: CallIn<"in-call">; mini: boolean }): JSX.Element {
  const { actions, clock } = usePhone();
  const { isOff } = useSecond();
  const { seat } = useWorkspace();
  const since = () => besideSince(props.call, seat()?.id ?? 0);
  return (
    <>
      <div class="lamp hold small">
        <div class="l-top">
          <span class="row">
            <CallIcon name="pause" />
            {words.onHold}
          </span>
          <span role="timer" aria-live="off">
            <Elapsed since={since()} now={clock()} />
          </span>
        </div>
        <PartyName call={props.call} />
        <Show when={!props.mini}>
          <div class="l-after">{words.hearsMusic(partyOf(props.call))}</div>
        </Show>
      </div>
      <div class="swap">
        <button
          type="button"
          class="btn mid"
          aria-disabled={isOff()}
          aria-keyshortcuts="S"
          onClick={() => !isOff() && actions()?.swapCalls()}
        >
          <SeveralIcon name="arrow-up-down" />
          <span class="cut">{words.swapTo(props.call.name)}</span>
          <span class="hk" aria-hidden="true">S</span>
        </button>
      </div>
    </>
  );
}
