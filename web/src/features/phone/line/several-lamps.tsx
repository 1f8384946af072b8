import { type JSX, Match, Switch } from "solid-js";
import type { CallIn } from "../phases.ts";
import { ApartLamps } from "./apart-lamps.tsx";
import { HeldLamp, ParkedLamp } from "./held-lamp.tsx";
import { TogetherLamp } from "./together-lamp.tsx";
import { useLine } from "./use-line.ts";

/** The lamps of a call in which somebody waits, or more than two hear each other. */
export function SeveralLamps(props: {
  call: CallIn<"in-call">;
  mini: boolean;
  /** The strip that stands there in a low window, and before this has come. */
  meanwhile: JSX.Element;
}): JSX.Element {
  const { lineUp } = useLine();
  const kind = () => lineUp().kind;
  return (
    <Switch>
      <Match when={kind() === "consult" || kind() === "apart"}>
        <ApartLamps call={props.call} mini={props.mini} />
      </Match>
      <Match when={props.mini}>{props.meanwhile}</Match>
      <Match when={kind() === "held"}>
        <HeldLamp call={props.call} />
      </Match>
      <Match when={kind() === "parked"}>
        <ParkedLamp call={props.call} />
      </Match>
      <Match when={kind() === "together"}>
        <TogetherLamp call={props.call} />
      </Match>
    </Switch>
  );
}
