import { type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { CallIcon, type CallIconName } from "../call-icon.tsx";
import { lamps as words } from "./words.ts";
import { Elapsed, PartyName, PartyNumber } from "./lamp-parts.tsx";
import { Meters } from "./meters.tsx";
import { targetDoor } from "../line/target-door.ts";
import { MiniLamp } from "./mini-lamp.tsx";
import { lineOf, type Party } from "../party.ts";
import type { CallIn } from "../phases.ts";

/** Without a sound from them for so long, we say so, in ms. */
const silenceMs = 4000;

const signals: Record<CallIn<"in-call">["talk"]["quality"], CallIconName> = {
  good: "signal",
  fair: "signal-medium",
  poor: "signal-low",
};

interface LiveProps {
  call: CallIn<"in-call">;
  /** With whom one talks: usually the call's other side. */
  who: Party;
  /** Epoch ms: nobody was to be heard before. */
  quietFrom: number;
  /** What else the lamp says, below. */
  children: JSX.Element;
}

/** Green: they hear you. */
export function LiveLamp(props: LiveProps & { mini: boolean }): JSX.Element {
  const note = () =>
    targetDoor.purpose() === null ? words.quality[props.call.talk.quality] : words.stillHear;
  return (
    <Show
      when={props.mini}
      fallback={
        <FullLamp call={props.call} who={props.who} quietFrom={props.quietFrom}>
          {props.children}
        </FullLamp>
      }
    >
      <MiniLamp
        tone="live"
        who={props.who}
        says={`${words.onCall} · ${note()}`}
        since={props.call.since}
      >
        {props.children}
      </MiniLamp>
    </Show>
  );
}

function FullLamp(props: LiveProps): JSX.Element {
  const { clock } = usePhone();
  const quietSince = () => Math.max(props.call.talk.heardAt ?? props.call.since, props.quietFrom);
  return (
    <div class="lamp live">
      <div class="l-top">
        <span class="row">
          <Icon name="phone" />
          {words.onCall}
        </span>
        <span class="row">
          <CallIcon name={signals[props.call.talk.quality]} />
          {words.quality[props.call.talk.quality]}
        </span>
      </div>
      <PartyName call={props.who} />
      <PartyLine call={props.call} who={props.who} />
      <div class="l-bot">
        <div class="l-time" role="timer" aria-live="off">
          <Elapsed since={props.call.since} now={clock()} />
        </div>
        <Meters muted={props.call.talk.muted} />
      </div>
      <Show when={clock() - quietSince() >= silenceMs}>
        <p class="l-note">{words.nothingHeard}</p>
      </Show>
      {props.children}
    </div>
  );
}

/** "+44 20 7946 0117 · Sales Berlin". */
export function PartyLine(props: { call: CallIn<"in-call">; who: Party }): JSX.Element {
  const hasNumber = () => props.who.name !== null && props.who.number !== null;
  const isWithheld = () => props.who.name === null && props.who.number === null;
  return (
    <div class="l-sub">
      <Show when={hasNumber() || isWithheld()}>
        <PartyNumber call={props.who} />
      </Show>
      <span class="cut" title={lineOf(props.call)}>
        {hasNumber() || isWithheld() ? "· " : ""}
        {lineOf(props.call)}
      </span>
    </div>
  );
}
