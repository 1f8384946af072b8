import { type JSX, Show } from "solid-js";
import { personOf } from "../../../../supabase/functions/_shared/numbers/spellings.ts";
import { useCalls } from "../../calls/calls.tsx";
import { clockText, daysBetween, dayText } from "../../shared/ui/clock-text.ts";
import { calls as words } from "./words.ts";
import { isLive } from "../../calls/call-state.ts";
import { OutcomeIcon, OutcomeWords } from "./outcome-words.tsx";
import { lineText } from "./row-text.ts";
import { createMinute } from "../../shared/ui/minute.ts";

/** What is good to know before one answers: the last call with this number. */
export function LastCall(props: { number: string | null }): JSX.Element {
  const { calls } = useCalls();
  const now = createMinute();
  const last = () => {
    if (props.number === null) return undefined;
    const person = personOf(props.number);
    return calls().find((call) =>
      call.otherNumber !== null && personOf(call.otherNumber) === person && !isLive(call)
    );
  };
  const when = (at: number) =>
    daysBetween(at, now()) === 0 ? clockText(at) : `${dayText(at)}, ${clockText(at)}`;
  return (
    <Show when={last()}>
      {(call) => (
        <section class="below" aria-label={words.beforeYouAnswer}>
          <h2 class="sect">{words.beforeYouAnswer}</h2>
          <div class="crow plain">
            <OutcomeIcon call={call()} />
            <span class="grow">
              <OutcomeWords call={call()} now={now()} />
              <span class="meta">
                {[lineText(call()), when(call().createdAt)].filter((part) => part !== "").join(
                  ", ",
                )}
              </span>
            </span>
          </div>
        </section>
      )}
    </Show>
  );
}
