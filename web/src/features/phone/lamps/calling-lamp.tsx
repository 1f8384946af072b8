import { type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { SpokenNumber } from "../../../shared/ui/spoken-number.tsx";
import { isColleague } from "../colleague.ts";
import { lamps as words } from "./words.ts";
import { Arcs, Elapsed, PartyName, PartyNumber } from "./lamp-parts.tsx";
import { Meters } from "./meters.tsx";
import type { CallIn } from "../phases.ts";

type Calling = CallIn<"dialing" | "ringing" | "early-media" | "connecting">;

const sentences: Record<Calling["phase"], string> = {
  "dialing": words.calling,
  "ringing": words.ringing,
  "early-media": words.earlyMedia,
  "connecting": words.connecting,
};

/** A call on its way: dialing, ringing, their line heard before they answer, being connected. */
export function CallingLamp(props: {
  call: Calling;
  /** In a low window a strip is all that fits. */
  mini: boolean;
}): JSX.Element {
  return (
    <Show when={props.mini} fallback={<FullLamp call={props.call} />}>
      <div class="lamp calling mini">
        <div class="row">
          <div class="grow">
            <PartyName call={props.call} />
            <div class="xs">{sentences[props.call.phase]}</div>
          </div>
        </div>
      </div>
    </Show>
  );
}

function FullLamp(props: { call: Calling }): JSX.Element {
  const { clock } = usePhone();
  return (
    <div class="lamp calling">
      <Show when={props.call.phase === "ringing" || props.call.phase === "early-media"}>
        <Arcs move={props.call.phase === "ringing"} />
      </Show>
      <div class="l-top">
        <span class="st ring">
          <Icon name={props.call.direction === "inbound" ? "phone-incoming" : "phone-outgoing"} />
          {sentences[props.call.phase]}
        </span>
        <Show when={props.call.phase !== "dialing"}>
          <span class="dim" role="timer" aria-live="off">
            <Elapsed since={props.call.since} now={clock()} />
          </span>
        </Show>
      </div>
      <PartyName call={props.call} />
      <div class="l-sub">
        <PartyNumber call={props.call} />
      </div>
      <div class="l-bot">
        <Show when={props.call.direction === "outbound" && !isColleague(props.call)}>
          <span class="dim sm">
            {words.theySee}{" "}
            <b class="strong n">
              <SpokenNumber number={props.call.line} />
            </b>
            <Show when={props.call.lineName}>, {props.call.lineName}</Show>
          </span>
        </Show>
        <Show when={props.call.phase === "early-media"}>
          <Meters muted={false} themOnly />
        </Show>
      </div>
    </div>
  );
}
