import { type JSX, Show } from "solid-js";
import { ErrorCode } from "../../../shared/ui/error-code.tsx";
import { Icon } from "../../../shared/ui/icon.tsx";
import { isCallable } from "../../../shared/withheld.ts";
import { endedText } from "./ended-text.ts";
import { lamps as words } from "./words.ts";
import { PartyName, PartyNumber } from "./lamp-parts.tsx";
import type { CallIn } from "../phases.ts";

/** How the call ended, for a few seconds; then the phone is ready again. */
export function EndedBand(props: {
  call: CallIn<"ended">;
  onCallAgain: () => void;
}): JSX.Element {
  return (
    <div class="lamp band">
      <div class="l-top">
        <span class="row">
          <Icon name="phone" class="down" />
          {endedText(props.call)}
        </span>
        <Show when={props.call.errorCode}>
          {(code) => <ErrorCode code={code()} />}
        </Show>
      </div>
      <PartyName call={props.call} />
      <div class="l-sub dim">
        <PartyNumber call={props.call} />
      </div>
      <Show when={isCallable(props.call.number)}>
        <button
          type="button"
          class="btn mid"
          data-first="again"
          aria-keyshortcuts="C"
          onClick={() => props.onCallAgain()}
        >
          <Icon name="phone" />
          {props.call.direction === "inbound" ? words.callBack : words.callAgain}
        </button>
      </Show>
    </div>
  );
}
