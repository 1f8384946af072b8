import { createEffect, createSignal, type JSX, on, Show, untrack } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { LiveLamp } from "../lamps/live-lamp.tsx";
import { MiniLamp } from "../lamps/mini-lamp.tsx";
import type { CallIn } from "../phases.ts";
import { LineNote } from "./line-note.tsx";
import { RingingLines, SeveralLamps } from "./parts.tsx";
import { useLine } from "./use-line.ts";
import { line as words } from "./words.ts";

/** The lamps of a call that was answered: who hears this person, and who waits. */
export function LineLamps(props: {
  call: CallIn<"in-call">;
  mini: boolean;
  /** By the keypad or the list of targets. */
  isCovered: boolean;
}): JSX.Element {
  const { clock } = usePhone();
  const { lineUp, party } = useLine();
  const kind = () => lineUp().kind;
  const isHeld = () => kind() === "held" || kind() === "parked";
  const other = () => {
    const [leg] = [...lineUp().talking, ...lineUp().waiting];
    return leg ? party(leg) : props.call;
  };
  const heldSince = () => lineUp().heldSince ?? Date.parse(lineUp().waiting[0]?.held_since ?? "");
  const count = () => lineUp().talking.length + lineUp().waiting.length + 1;

  /** What can be done about each alone must be in reach, in a low window too. */
  const hasLines = () => kind() === "together" || kind() === "held" && lineUp().waiting.length > 1;

  // Whoever was on hold was not heard: silence counts from when they are back.
  const [backAt, setBackAt] = createSignal(0);
  createEffect(on(kind, () => setBackAt(untrack(clock)), { defer: true }));

  return (
    <Show
      when={kind() === "talk"}
      fallback={
        <SeveralLamps
          call={props.call}
          mini={hasLines() ? props.isCovered : props.mini}
          meanwhile={
            <MiniLamp
              tone={isHeld() ? "hold" : "live"}
              who={other()}
              says={isHeld() ? words.onHold : words.together(count())}
              since={isHeld() ? heldSince() : props.call.since}
            >
              <LineNote />
            </MiniLamp>
          }
        />
      }
    >
      <LiveLamp call={props.call} who={other()} quietFrom={backAt()} mini={props.mini}>
        <LineNote />
        <Show when={!props.mini && lineUp().ringing.length > 0}>
          <RingingLines />
        </Show>
      </LiveLamp>
    </Show>
  );
}
