import type { JSX } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import type { Party } from "../party.ts";
import { Elapsed, PartyName } from "./lamp-parts.tsx";

/** What stays of a lamp above the open keypad, and in a low window. */
export function MiniLamp(props: {
  tone: "live" | "hold" | "calling";
  who: Party;
  says: string;
  /** Epoch ms. */
  since: number;
  children?: JSX.Element;
}): JSX.Element {
  const { clock } = usePhone();
  return (
    <div class={`lamp mini ${props.tone}`}>
      <div class="row">
        <div class="grow">
          <PartyName call={props.who} />
          <div class="xs">{props.says}</div>
        </div>
        <div class="l-time" role="timer" aria-live="off">
          <Elapsed since={props.since} now={clock()} />
        </div>
      </div>
      {props.children}
    </div>
  );
}
