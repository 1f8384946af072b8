import { createEffect, createSignal, For, type JSX, Match, on, Show, Switch } from "solid-js";
import type { AccountNumber } from "../../../../supabase/functions/_shared/contracts/connection.ts";
import { formatNumber } from "../../shared/phone-number.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { SpokenNumber } from "../../shared/ui/spoken-number.tsx";
import { numbers as words } from "./words.ts";
import type { Move, Run } from "./connection-run.ts";
import { picksAtFirst } from "./picks.ts";
import { ProblemLines } from "../../shared/ui/problem-lines.tsx";

/** Every voice number of the account: what answers it, whether to bring it in, what became of it. */
export function NumberPicker(
  props: { run: Run; onMove: (picked: readonly string[]) => void },
): JSX.Element {
  const [picked, setPicked] = createSignal<ReadonlySet<string>>(new Set());
  createEffect(on(() => props.run.numbers, (numbers) => setPicked(picksAtFirst(numbers))));
  const toggle = (sid: string, wanted: boolean) => {
    const next = new Set(picked());
    if (wanted) next.add(sid);
    else next.delete(sid);
    setPicked(next);
  };
  const isBusy = () => props.run.phase !== "choosing" && props.run.phase !== "idle";
  const isHere = (number: AccountNumber) =>
    number.answeredBy.kind === "here" || props.run.moves.get(number.sid)?.kind === "here";
  const toBring = () =>
    props.run.numbers.filter((number) => picked().has(number.sid) && !isHere(number))
      .map(({ sid }) => sid);
  const bring = () => {
    if (!isBusy() && toBring().length > 0) props.onMove(toBring());
  };

  return (
    <div class="numbers">
      <table>
        <thead>
          <tr>
            <th scope="col" class="c-pick">{words.bringIn}</th>
            <th scope="col" class="c-number">{words.number}</th>
            <th scope="col">{words.answeredBy}</th>
            <th scope="col" class="r c-now">{words.now}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.run.numbers}>
            {(number) => (
              <>
                <tr>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={words.pick(formatNumber(number.number))}
                      checked={picked().has(number.sid) || isHere(number)}
                      disabled={isBusy() || isHere(number)}
                      onChange={(event) => toggle(number.sid, event.currentTarget.checked)}
                    />
                  </td>
                  <td class="n">
                    <SpokenNumber number={number.number} />
                    <Show when={number.name}>
                      {(name) => <span class="name dim cut" title={name()}>{name()}</span>}
                    </Show>
                  </td>
                  <td class="dim">
                    {words.answers[number.answeredBy.kind](number.answeredBy.name)}
                  </td>
                  <td class="r">
                    <Now
                      move={props.run.moves.get(number.sid)}
                      isHere={isHere(number)}
                      isPicked={picked().has(number.sid)}
                    />
                  </td>
                </tr>
                <Show when={failedMove(props.run.moves.get(number.sid))}>
                  {(move) => (
                    <tr class="why-row">
                      <td />
                      <td colSpan={3}>
                        <ProblemLines problem={move().problem} />
                      </td>
                    </tr>
                  )}
                </Show>
              </>
            )}
          </For>
        </tbody>
      </table>
      <p class="xs dim3">{words.kept}</p>
      <Show when={!props.run.numbers.every(isHere)}>
        <div class="row">
          <button
            type="button"
            class="btn"
            aria-disabled={isBusy() || toBring().length === 0}
            onClick={bring}
          >
            {words.bring(toBring().length)}
          </button>
          <Show when={toBring().length === 0}>
            <span class="dim sm">{words.pickFirst}</span>
          </Show>
        </div>
      </Show>
    </div>
  );
}

function failedMove(move: Move | undefined) {
  return move?.kind === "failed" ? move : null;
}

function Now(
  props: { move: Move | undefined; isHere: boolean; isPicked: boolean },
): JSX.Element {
  return (
    <Switch
      fallback={<span class="dim3">{props.isPicked ? words.picked : words.leftAlone}</span>}
    >
      <Match when={props.move?.kind === "moving"}>
        <span class="st going">
          <Icon name="loader-circle" size={15} class="spin" />
          {words.moving}
        </span>
      </Match>
      <Match when={props.move?.kind === "failed"}>
        <span class="st red">
          <Icon name="octagon-alert" size={15} />
          {words.failed}
        </span>
      </Match>
      <Match when={props.isHere}>
        <span class="st live">
          <Icon name="check" size={15} />
          {words.ours}
        </span>
      </Match>
    </Switch>
  );
}
