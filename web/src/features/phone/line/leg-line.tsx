import { type JSX, Show } from "solid-js";
import type { OpenLeg } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { usePhone } from "../../../phone/phone-context.ts";
import { Icon } from "../../../shared/ui/icon.tsx";
import { CallIcon } from "../call-icon.tsx";
import { timerText } from "../../../shared/ui/duration.ts";
import { SpokenNumber } from "../../../shared/ui/spoken-number.tsx";
import { partyOf } from "../party.ts";
import { callKeys as keys } from "../keys/call-words.ts";
import { useLine } from "./use-line.ts";
import { useOrders } from "./use-orders.ts";
import { several as words } from "./several-words.ts";

/** One of several on the line, with what can be done about that one alone. */
export function LegLine(props: { leg: OpenLeg }): JSX.Element {
  const { clock } = usePhone();
  const { party, name } = useLine();
  const { give } = useOrders();
  const who = () => party(props.leg);
  const number = () => who().number;
  const heldFor = () => {
    const since = props.leg.held_since;
    return since === null ? null : timerText((clock() - Date.parse(since)) / 1000);
  };
  const isSeat = () => props.leg.role === "seat";

  return (
    <div class="l-line">
      <span class="grow">
        <b class="cut">
          <Show when={who().name === null && number()} fallback={partyOf(who())}>
            {(shown) => <SpokenNumber number={shown()} />}
          </Show>
        </b>
        <span class="xs n">
          <Show when={heldFor()} fallback={<Plain isSeat={isSeat()} number={number()} />}>
            {(time) => words.held(time())}
          </Show>
        </span>
      </span>
      {/* A colleague is held by a consultation only; taken off hold, whoever it was. */}
      <Show when={!isSeat() || heldFor() !== null}>
        <button
          type="button"
          class="btn sm"
          aria-label={(heldFor() === null ? words.holdOne : words.resumeOne)(name(props.leg))}
          onClick={() =>
            give({ command: heldFor() === null ? "hold" : "resume", legId: props.leg.id })}
        >
          <CallIcon name={heldFor() === null ? "pause" : "play"} />
          {heldFor() === null ? keys.hold : keys.resume}
        </button>
      </Show>
      <button
        type="button"
        class="btn sm"
        aria-label={words.dropOne(name(props.leg))}
        onClick={() => give({ command: "drop", legId: props.leg.id })}
      >
        <Icon name="x" />
        {words.drop}
      </button>
    </div>
  );
}

function Plain(props: { isSeat: boolean; number: string | null }): JSX.Element {
  return (
    <Show when={!props.isSeat} fallback={words.colleague}>
      <Show when={props.number}>{(number) => <SpokenNumber number={number()} />}</Show>
    </Show>
  );
}
