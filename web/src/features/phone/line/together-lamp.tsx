import type { JSX } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { Elapsed } from "../lamps/lamp-parts.tsx";
import { Meters } from "../lamps/meters.tsx";
import type { CallIn } from "../phases.ts";
import { EachLeg } from "./each-leg.tsx";
import { LegLine } from "./leg-line.tsx";
import { LineNote } from "./line-note.tsx";
import { RingingLines } from "./ringing-lines.tsx";
import { SeveralIcon } from "./several-icon.tsx";
import { useLine } from "./use-line.ts";
import { line as words } from "./words.ts";

/** Green: three or more hear each other, a line for each of the others. */
export function TogetherLamp(props: {
  call: CallIn<"in-call">;
}): JSX.Element {
  const { clock } = usePhone();
  const { lineUp } = useLine();
  const others = () => [...lineUp().talking, ...lineUp().waiting];
  return (
    <div class="lamp live lines">
      <div class="l-top">
        <span class="row">
          <SeveralIcon name="users" />
          {words.together(others().length + 1)}
        </span>
      </div>
      <div class="l-bot">
        <div class="l-time" role="timer" aria-live="off">
          <Elapsed since={props.call.since} now={clock()} />
        </div>
        <Meters muted={props.call.talk.muted} />
      </div>
      <LineNote />
      <EachLeg legs={others()}>{(leg) => <LegLine leg={leg()} />}</EachLeg>
      <RingingLines />
    </div>
  );
}
