import type { JSX } from "solid-js";
import type { CallRow } from "../../calls/calls.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { calls as words } from "./words.ts";
import { momentText } from "./moment-text.ts";
import { lineText, otherText } from "./row-text.ts";

/** The last caller whom nobody called back, over the list. */
export function MissedLine(props: {
  call: CallRow;
  now: number;
  onCall: (call: CallRow) => void;
}): JSX.Element {
  return (
    <div class="row missed-line">
      <span class="st missed">
        <Icon name="phone-missed" size={18} />
      </span>
      <p class="grow">
        <b>{otherText(props.call)}</b>{" "}
        {words.called(lineText(props.call), momentText(props.call.createdAt, props.now))}{" "}
        {words.nobodyCalledBack}
      </p>
      <button type="button" class="btn call sm" onClick={() => props.onCall(props.call)}>
        <Icon name="phone" size={15} />
        {words.call}
      </button>
    </div>
  );
}
