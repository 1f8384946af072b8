import { createSignal, type JSX, onCleanup, Show } from "solid-js";
import { usePhone } from "../../phone/phone-context.ts";
import { type CallRow, useCalls } from "../../calls/calls.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import { isText } from "../../shared/ui/is-text.ts";
import { letterKeysOn } from "../../shared/ui/letter-keys.ts";
import { createMedia } from "../../shared/ui/media.ts";
import { calls as words } from "./words.ts";
import { CallLines } from "./call-lines.tsx";
import { type CallListProps, CallTable } from "./call-table.tsx";
import { CallsFoot } from "./calls-foot.tsx";
import { createMinute } from "../../shared/ui/minute.ts";
import { MissedLine } from "./missed-line.tsx";

export { LastCall } from "./last-call.tsx";
export { RecentCalls } from "./recent-calls.tsx";

/** The log of calls: the person's own, or everybody's for supervisors and admins. */
export function CallsPage(props: {
  onCall: (call: CallRow) => void;
  /** Opens what was written of a call. */
  onNotes: (call: CallRow) => void;
}): JSX.Element {
  const all = useCalls();
  const { toReturn } = all;
  const { seat } = useWorkspace();
  const phone = usePhone();
  const minute = createMinute();
  const isNarrow = createMedia("(max-width: 63.9375rem)");
  const [opened, setOpened] = createSignal<number | null>(null);
  const [missedOnly, setMissedOnly] = createSignal(false);

  const shown = () => missedOnly() ? toReturn : all;
  const seesAll = () => (seat()?.role ?? "agent") !== "agent";
  const empty = () => {
    if (!shown().loaded() || shown().calls().length > 0) return null;
    return missedOnly() ? words.noneMissed : words.empty;
  };

  const list: CallListProps = {
    get calls() {
      return shown().calls();
    },
    get minute() {
      return minute();
    },
    get second() {
      return phone.clock();
    },
    get everyone() {
      return seesAll();
    },
    get empty() {
      return empty();
    },
    onCall: (call) => props.onCall(call),
    onNotes: (call) => props.onNotes(call),
    get opened() {
      return opened();
    },
    onRecording: ({ id }) => setOpened((before) => before === id ? null : id),
  };

  const callBack = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "c" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!letterKeysOn() || isText(event.target) || !(event.target instanceof HTMLElement)) return;
    const id = Number(event.target.closest<HTMLElement>("[data-call]")?.dataset["call"]);
    const call = shown().calls().find((each) => each.id === id);
    if (!call) return;
    event.preventDefault();
    props.onCall(call);
  };
  document.addEventListener("keydown", callBack);
  onCleanup(() => document.removeEventListener("keydown", callBack));

  return (
    <div class="calls">
      <header class="pg-h">
        <h1 class="grow">{seesAll() ? words.everyones : words.mine}</h1>
        <div class="seg" role="group" aria-label={words.filter}>
          <button type="button" aria-pressed={!missedOnly()} onClick={() => setMissedOnly(false)}>
            {words.all}
          </button>
          <button type="button" aria-pressed={missedOnly()} onClick={() => setMissedOnly(true)}>
            {words.missed(toReturn.count())}
          </button>
        </div>
      </header>
      <Show when={toReturn.calls()[0]}>
        {(call) => (
          <MissedLine
            call={call()}
            callers={toReturn.count()}
            now={minute()}
            onCall={props.onCall}
          />
        )}
      </Show>
      <Show when={isNarrow()} fallback={<CallTable {...list} />}>
        <CallLines {...list} />
      </Show>
      <CallsFoot more={shown().more()} onMore={() => shown().loadMore()} />
    </div>
  );
}
