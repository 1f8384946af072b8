import { Index, type JSX, Show } from "solid-js";
import { formatNumber } from "../../shared/phone-number.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import type { Colleague } from "../../shared/workspace.tsx";
import type { Board } from "./numbers-board.ts";
import type { OwnNumber } from "./numbers-table.ts";
import { priceSum } from "./price-sum.ts";
import { rungPeople } from "./rung-people.ts";
import { numbers as words } from "./words.ts";

/** The workspace's numbers with whom each rings, and what they cost together. */
export function NumberList(props: {
  board: Board;
  people: readonly Colleague[];
  chosen: OwnNumber | null;
}): JSX.Element {
  const own = () => props.board.rows.numbers;
  const atTwilio = (number: string) =>
    props.board.account?.numbers.find((each) => each.number === number);
  const sum = () => priceSum(own().map(({ number }) => atTwilio(number)?.price ?? null));
  const warning = ({ number }: OwnNumber) => {
    if (props.board.account !== null && atTwilio(number) === undefined) return words.gone;
    if (atTwilio(number)?.isHere === false) return words.elsewhere;
    const { names, anybodyNow } = rungPeople(props.board.rows.uses.get(number), props.people);
    if (names.length === 0) return words.ringsNobody;
    return anybodyNow ? null : words.nobodyNow;
  };
  const empty = () => props.board.problem?.code === "E-CONFIG" ? words.none : words.empty;
  const names = ({ number }: OwnNumber) =>
    rungPeople(props.board.rows.uses.get(number), props.people).names.join(", ");
  return (
    <>
      <ul aria-label={words.list}>
        <Index each={own()} fallback={<li class="dim sm none">{empty()}</li>}>
          {(each) => (
            <li>
              <a
                href={`/setup/numbers?number=${each().id}`}
                class="one"
                aria-current={props.chosen?.id === each().id ? "true" : undefined}
              >
                <span class="cut who" title={each().name || undefined}>
                  {each().name || formatNumber(each().number)}
                </span>
                <Show when={each().name}>
                  <span class="n">{formatNumber(each().number)}</span>
                </Show>
                <Show
                  when={warning(each())}
                  fallback={
                    <span class="rung">
                      <Icon name="bell-ring" />
                      <span class="cut" title={names(each())}>{names(each())}</span>
                    </span>
                  }
                >
                  {(text) => (
                    <span class="rung warn">
                      <Icon name="circle-alert" />
                      <span>{text()}</span>
                    </span>
                  )}
                </Show>
              </a>
            </li>
          )}
        </Index>
      </ul>
      <Show when={sum()}>
        {(price) => <p class="xs dim3 sum">{words.sum(own().length, price())}</p>}
      </Show>
    </>
  );
}
