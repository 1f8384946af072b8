import { type JSX, Show } from "solid-js";
import type { OpenLeg } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { usePhone } from "../../../phone/phone-context.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { Elapsed, PartyName, PartyNumber } from "../lamps/lamp-parts.tsx";
import { Meters } from "../lamps/meters.tsx";
import { MiniLamp } from "../lamps/mini-lamp.tsx";
import type { CallIn } from "../phases.ts";
import { EachLeg } from "./each-leg.tsx";
import { LineNote } from "./line-note.tsx";
import { RingingLines } from "./ringing-lines.tsx";
import { SeveralIcon } from "./several-icon.tsx";
import { useLine } from "./use-line.ts";
import { several as words } from "./several-words.ts";

/** One is talked to, or rings, and the others wait: a lamp for each, the one that hears this person on top. */
export function ApartLamps(props: {
  call: CallIn<"in-call">;
  mini: boolean;
}): JSX.Element {
  const { lineUp } = useLine();
  const ringing = () => lineUp().consulted?.status === "ringing" ? lineUp().consulted : null;
  return (
    <>
      <Show when={ringing()}>{(leg) => <RingsLamp leg={leg()} mini={props.mini} />}</Show>
      <EachLeg legs={lineUp().talking}>
        {(leg) => <TalkLamp leg={leg()} mini={props.mini} muted={props.call.talk.muted} />}
      </EachLeg>
      <EachLeg legs={lineUp().waiting}>
        {(leg) => <WaitingLamp leg={leg()} mini={props.mini} isCalling={ringing() !== null} />}
      </EachLeg>
    </>
  );
}

function TalkLamp(props: {
  leg: OpenLeg;
  mini: boolean;
  muted: boolean;
}): JSX.Element {
  const { clock } = usePhone();
  const { party } = useLine();
  const since = () => Date.parse(props.leg.since);
  return (
    <Show
      when={!props.mini}
      fallback={
        <MiniLamp tone="live" who={party(props.leg)} says={words.onCall} since={since()}>
          <LineNote />
        </MiniLamp>
      }
    >
      <div class="lamp live small">
        <div class="l-top">
          <span class="row">
            <SeveralIcon name="users" />
            {words.talkTo}
          </span>
          <span role="timer" aria-live="off">
            <Elapsed since={since()} now={clock()} />
          </span>
        </div>
        <PartyName call={party(props.leg)} />
        <div class="l-bot">
          <LegSub leg={props.leg} />
          <Meters muted={props.muted} />
        </div>
        <LineNote />
        <RingingLines />
      </div>
    </Show>
  );
}

/** Their telephone rings: nobody hears this person. */
function RingsLamp(props: { leg: OpenLeg; mini: boolean }): JSX.Element {
  const { clock } = usePhone();
  const { party } = useLine();
  const since = () => Date.parse(props.leg.since);
  return (
    <Show
      when={!props.mini}
      fallback={
        <MiniLamp tone="calling" who={party(props.leg)} says={words.ringing} since={since()}>
          <LineNote />
        </MiniLamp>
      }
    >
      <div class="lamp calling small">
        <div class="l-top">
          <span class="st ring">
            <Icon name="phone-outgoing" />
            {words.ringing}
          </span>
          <span class="dim" role="timer" aria-live="off">
            <Elapsed since={since()} now={clock()} />
          </span>
        </div>
        <PartyName call={party(props.leg)} />
        <LegSub leg={props.leg} />
        <LineNote />
      </div>
    </Show>
  );
}

function WaitingLamp(props: { leg: OpenLeg; mini: boolean; isCalling: boolean }): JSX.Element {
  const { clock } = usePhone();
  const { party } = useLine();
  const since = () => Date.parse(props.leg.held_since ?? props.leg.since);
  return (
    <Show
      when={!props.mini}
      fallback={
        <MiniLamp tone="hold" who={party(props.leg)} says={words.waiting} since={since()} />
      }
    >
      <div class="lamp hold small">
        <div class="l-top">
          <span class="row">
            <Icon name="pause" />
            {words.waiting}
          </span>
          <span role="timer" aria-live="off">
            <Elapsed since={since()} now={clock()} />
          </span>
        </div>
        <PartyName call={party(props.leg)} />
        <Show when={props.leg.role !== "seat"}>
          <div class="l-sub">
            <PartyNumber call={party(props.leg)} />
          </div>
        </Show>
        <div class="l-after">{words.hearsMusic[props.isCalling ? "ringing" : "talking"]}</div>
      </div>
    </Show>
  );
}

/** "Colleague", or the number of somebody whose name stands above it. */
function LegSub(props: { leg: OpenLeg }): JSX.Element {
  const { party } = useLine();
  return (
    <span class="l-after">
      <Show when={props.leg.role === "seat"} fallback={<PartyNumber call={party(props.leg)} />}>
        {words.colleague}
      </Show>
    </span>
  );
}
