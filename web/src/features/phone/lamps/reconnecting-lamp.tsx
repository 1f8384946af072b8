import { For, type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { isCallable } from "../../../shared/withheld.ts";
import { lamps as words } from "./words.ts";
import { Elapsed, PartyName } from "./lamp-parts.tsx";
import { PartyLine } from "./live-lamp.tsx";
import { isLostAt, talkedUntil } from "../lost.ts";
import type { CallIn } from "../phases.ts";

/** The lamp without its fill: perhaps they do not hear. After 30 s the call counts as lost. */
export function ReconnectingLamp(props: {
  call: CallIn<"in-call">;
  since: number;
  onCallBack: () => void;
}): JSX.Element {
  const { clock } = usePhone();
  const isLost = () => isLostAt(props.call, clock());
  return (
    <div class="lamp lost">
      <div class="l-top">
        <span class="row">
          <Icon name="wifi-off" />
          <Show when={!isLost()} fallback={words.lost}>
            {words.reconnecting}{" "}
            <span class="m">
              <Elapsed since={props.since} now={clock()} />
            </span>
          </Show>
        </span>
      </div>
      <PartyName call={props.call} />
      <PartyLine call={props.call} who={props.call} />
      <div class="l-bot">
        <div class="l-time" role="timer" aria-live="off">
          <Elapsed since={props.call.since} now={talkedUntil(props.call, clock())} />
        </div>
        <Show
          when={!isLost()}
          fallback={
            <Show when={isCallable(props.call.number)}>
              <button type="button" class="btn" onClick={() => props.onCallBack()}>
                {words.callBack}
              </button>
            </Show>
          }
        >
          <div class="l-say">
            <For each={words.mayNotHear}>{(line) => <div>{line}</div>}</For>
          </div>
        </Show>
      </div>
    </div>
  );
}
