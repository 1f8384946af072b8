import { For, type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { CallIcon } from "../call-icon.tsx";
import { timerText } from "../../../shared/ui/duration.ts";
import { Elapsed, PartyName } from "../lamps/lamp-parts.tsx";
import { PartyLine } from "../lamps/live-lamp.tsx";
import type { CallIn } from "../phases.ts";
import { EachLeg } from "./each-leg.tsx";
import { LegLine } from "./leg-line.tsx";
import { LineNote } from "./line-note.tsx";
import { waitsSince } from "./line-up.ts";
import { RingingLines } from "./ringing-lines.tsx";
import { useLine } from "./use-line.ts";
import { several as words } from "./several-words.ts";
import { line } from "./words.ts";

/** From here on the seconds are bold, in ms. */
const longAfterMs = 60_000;

/** Violet: they wait. */
export function HeldLamp(props: { call: CallIn<"in-call"> }): JSX.Element {
  const { clock } = usePhone();
  const { lineUp, party } = useLine();
  const since = () => waitsSince(lineUp().waiting);
  const alone = () => lineUp().waiting.length === 1 ? lineUp().waiting[0] : undefined;
  return (
    <div class="lamp hold">
      <div class="l-top">
        <span class="row">
          <CallIcon name="pause" />
          <span role="timer" aria-live="off">
            {line.onHold}{" "}
            <span class="n" classList={{ m: clock() - since() < longAfterMs }}>
              {timerText((clock() - since()) / 1000)}
            </span>
          </span>
        </span>
      </div>
      <Show when={alone()}>
        {(leg) => (
          <>
            <PartyName call={party(leg())} />
            <PartyLine call={props.call} who={party(leg())} />
          </>
        )}
      </Show>
      <div class="l-bot">
        <div class="l-time" role="timer" aria-live="off">
          <Elapsed since={props.call.since} now={clock()} />
        </div>
        <div class="l-say">
          <For each={words.hearMusic}>{(sentence) => <div>{sentence}</div>}</For>
        </div>
      </div>
      <LineNote />
      <Show when={!alone()}>
        <EachLeg legs={lineUp().waiting}>{(leg) => <LegLine leg={leg()} />}</EachLeg>
      </Show>
      <RingingLines />
    </div>
  );
}

/** Somebody else put this person on hold. */
export function ParkedLamp(props: { call: CallIn<"in-call"> }): JSX.Element {
  const { clock } = usePhone();
  const { lineUp } = useLine();
  return (
    <div class="lamp hold">
      <div class="l-top">
        <span class="row">
          <CallIcon name="pause" />
          {words.parked}
        </span>
        <span role="timer" aria-live="off">
          <Elapsed since={lineUp().heldSince ?? props.call.since} now={clock()} />
        </span>
      </div>
      <PartyName call={props.call} />
      <p class="l-note">{words.parkedWhy}</p>
      <LineNote />
    </div>
  );
}
