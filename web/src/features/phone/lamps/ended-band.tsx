import { type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { ErrorCode } from "../../../shared/ui/error-code.tsx";
import { Icon } from "../../../shared/ui/icon.tsx";
import { CallIcon } from "../call-icon.tsx";
import { isCallable } from "../../../shared/withheld.ts";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { LineNote } from "../line/line-note.tsx";
import { partingText } from "../line/parting-text.ts";
import { given } from "../line/words.ts";
import { endedText } from "./ended-text.ts";
import { lamps as words } from "./words.ts";
import { PartyName, PartyNumber } from "./lamp-parts.tsx";
import type { CallIn } from "../phases.ts";

/** How the call ended, or to whom it went, for a few seconds; then the phone is ready again. */
export function EndedBand(props: {
  call: CallIn<"ended">;
  onCallAgain: () => void;
}): JSX.Element {
  const { agentNames } = useWorkspace();
  const { actions } = usePhone();
  const parting = () => partingText(props.call, agentNames());
  return (
    <div class="lamp band">
      <div class="l-top">
        <span class="row">
          <Icon
            name={parting() === null ? "phone" : "phone-forwarded"}
            class={parting() === null ? "down" : ""}
          />
          {parting() ?? endedText(props.call)}
        </span>
        <Show when={props.call.errorCode}>
          {(code) => <ErrorCode code={code()} />}
        </Show>
      </div>
      <PartyName call={props.call} />
      <div class="l-sub dim">
        <PartyNumber call={props.call} />
      </div>
      <Show when={props.call.givenTo?.state === "ringing"}>
        <button
          type="button"
          class="btn mid"
          data-first="again"
          onClick={() => actions()?.command({ command: "cancel" })}
        >
          <CallIcon name="undo-2" />
          {given.takeBack}
        </button>
        <LineNote />
      </Show>
      <Show when={parting() === null && isCallable(props.call.number)}>
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
