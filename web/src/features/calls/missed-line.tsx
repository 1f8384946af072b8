import type { JSX } from "solid-js";
import type { CallRow } from "../../calls/calls.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import { calls as words } from "./words.ts";
import { momentText } from "./moment-text.ts";
import { lineText, otherText } from "./row-text.ts";

/** The last caller whom nobody called back, over the list. */
export function MissedLine(props: {
  call: CallRow;
  /** How many callers nobody called back, this one included. */
  callers: number;
  now: number;
  onCall: (call: CallRow) => void;
}): JSX.Element {
  const { seat } = useWorkspace();
  // An agent sees only the own calls, and so can't know what colleagues did.
  const verdict = () => {
    if (props.callers > 1) return words.callersWait(props.callers);
    return seat()?.role === "agent" ? words.notCalledBack : words.nobodyCalledBack;
  };
  return (
    <div class="row missed-line">
      <span class="st missed">
        <Icon name="phone-missed" size={18} />
      </span>
      <p class="grow">
        <b>{otherText(props.call)}</b>{" "}
        {words.called(lineText(props.call), momentText(props.call.createdAt, props.now))}{" "}
        {verdict()}
      </p>
      <button type="button" class="btn call sm" onClick={() => props.onCall(props.call)}>
        <Icon name="phone" size={15} />
        {words.call}
      </button>
    </div>
  );
}
