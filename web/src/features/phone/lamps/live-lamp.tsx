import { type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { Icon, type IconName } from "../../../shared/ui/icon.tsx";
import { lamps as words } from "./words.ts";
import { Elapsed, PartyName, PartyNumber } from "./lamp-parts.tsx";
import { Meters } from "./meters.tsx";
import { lineOf } from "../party.ts";
import { type CallIn, talkedUntil } from "../phases.ts";

/** Without a sound from them for so long, we say so, in ms. */
const silenceMs = 4000;

const signals: Record<CallIn<"in-call">["talk"]["quality"], IconName> = {
  good: "signal",
  fair: "signal-medium",
  poor: "signal-low",
};

/** Green: they hear you. */
export function LiveLamp(props: { call: CallIn<"in-call">; mini: boolean }): JSX.Element {
  return (
    <Show when={props.mini} fallback={<FullLamp call={props.call} />}>
      <MiniLamp call={props.call} />
    </Show>
  );
}

function FullLamp(props: { call: CallIn<"in-call"> }): JSX.Element {
  const { clock } = usePhone();
  const isSilent = () => clock() - (props.call.talk.heardAt ?? props.call.since) >= silenceMs;
  return (
    <div class="lamp live">
      <div class="l-top">
        <span class="row">
          <Icon name="phone" />
          {words.onCall}
        </span>
        <span class="row">
          <Icon name={signals[props.call.talk.quality]} />
          {words.quality[props.call.talk.quality]}
        </span>
      </div>
      <PartyName call={props.call} />
      <PartyLine call={props.call} />
      <div class="l-bot">
        <div class="l-time" role="timer" aria-live="off">
          <Elapsed since={props.call.since} now={clock()} />
        </div>
        <Meters muted={props.call.talk.muted} />
      </div>
      <Show when={isSilent()}>
        <p class="l-note">{words.nothingHeard}</p>
      </Show>
    </div>
  );
}

/** What stays of the lamp above the open keypad. */
function MiniLamp(props: { call: CallIn<"in-call"> }): JSX.Element {
  const { clock } = usePhone();
  return (
    <div class="lamp live mini">
      <div class="row">
        <div class="grow">
          <PartyName call={props.call} />
          <div class="xs">{words.onCall} · {words.quality[props.call.talk.quality]}</div>
        </div>
        <div class="l-time" role="timer" aria-live="off">
          <Elapsed since={props.call.since} now={talkedUntil(props.call, clock())} />
        </div>
      </div>
    </div>
  );
}

/** "+44 20 7946 0117 · Sales Berlin". */
export function PartyLine(props: { call: CallIn<"in-call"> }): JSX.Element {
  const hasNumber = () => props.call.name !== null || props.call.number === null;
  return (
    <div class="l-sub">
      <PartyNumber call={props.call} />
      <span class="cut" title={lineOf(props.call)}>
        {hasNumber() ? "· " : ""}
        {lineOf(props.call)}
      </span>
    </div>
  );
}
