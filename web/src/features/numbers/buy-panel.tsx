import { createSignal, type JSX, onMount, Show } from "solid-js";
import type {
  AccountNumbers,
  Countries,
  Offer,
  SearchAnswer,
} from "../../../../supabase/functions/_shared/contracts/numbers.ts";
import type { Problem } from "../../shared/problem.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { ProblemLines } from "../../shared/ui/problem-lines.tsx";
import { type Colleague, useWorkspace } from "../../shared/workspace.tsx";
import { Warning } from "../../shared/ui/warning.tsx";
import type { NumbersServer, Wish } from "./numbers-server.ts";
import { OfferTable } from "./offer-table.tsx";
import { OrderForm } from "./order-form.tsx";
import { SearchForm } from "./search-form.tsx";
import { Unreadable } from "./unreadable.tsx";
import { buy as words, numbers as pageWords } from "./words.ts";

interface Found extends SearchAnswer {
  wish: Wish;
}

/** Searches what Twilio sells, and buys a number. */
export function BuyPanel(props: {
  server: NumbersServer;
  account: AccountNumbers | null;
  people: readonly Colleague[];
  onBought: (number: string) => void;
}): JSX.Element {
  const { workspace, seat } = useWorkspace();
  const [sold, setSold] = createSignal<Countries["countries"] | null>(null);
  const [unreadable, setUnreadable] = createSignal<Problem | null>(null);
  const readCountries = async () => {
    setUnreadable(null);
    const answer = await props.server.countries();
    if (answer.ok) setSold(answer.value.countries);
    else setUnreadable(answer.problem);
  };
  onMount(() => void readCountries());
  const [isSearching, setSearching] = createSignal(false);
  const [found, setFound] = createSignal<Found | null>(null);
  const [picked, pick] = createSignal<Offer | null>(null);
  const [problem, setProblem] = createSignal<Problem | null>(null);
  const isFull = () => props.account?.isTrial === true && props.account.numbers.length > 0;

  const search = async (wish: Wish) => {
    setProblem(null);
    setSearching(true);
    const answer = await props.server.search(wish);
    setSearching(false);
    pick(null);
    setFound(answer.ok ? { ...answer.value, wish } : null);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    announce(answer.value.offers.length === 0 ? words.none : words.offers, "polite");
  };

  return (
    <section class="detail buy" aria-labelledby="buy-title">
      <a href="/setup/numbers" class="back sm">{pageWords.all}</a>
      <header>
        <h2 class="big" id="buy-title">{words.title}</h2>
        <p class="dim">{words.sub}</p>
      </header>
      <Show when={props.account?.isTrial}>
        <Warning>{isFull() ? words.trialFull : words.trial}</Warning>
      </Show>
      <Show when={unreadable()}>
        {(failed) => (
          <div>
            <Unreadable problem={failed()} />
            <Show when={failed().code !== "E-CONFIG"}>
              <button type="button" class="btn sm" onClick={() => void readCountries()}>
                {pageWords.again}
              </button>
            </Show>
          </div>
        )}
      </Show>
      <Show when={sold() === null && unreadable() === null}>
        <p class="dim late">{words.reading}</p>
      </Show>
      <Show when={sold()}>
        {(list) => (
          <SearchForm
            countries={list()}
            home={workspace()?.country ?? "US"}
            isBusy={isSearching()}
            onSearch={(wish) => void search(wish)}
          />
        )}
      </Show>
      <Show when={problem()}>{(failed) => <ProblemLines problem={failed()} />}</Show>
      <Show when={found()}>
        {(answer) => (
          <Show when={answer().offers.length > 0} fallback={<p class="dim">{words.none}</p>}>
            <OfferTable found={answer()} picked={picked()} onPick={pick} />
            <Show when={!isFull() && picked()} keyed>
              {(offer) => (
                <OrderForm
                  server={props.server}
                  offer={offer}
                  wish={answer().wish}
                  price={answer().price}
                  people={props.people}
                  self={seat()?.id ?? null}
                  onBought={props.onBought}
                />
              )}
            </Show>
          </Show>
        )}
      </Show>
    </section>
  );
}
