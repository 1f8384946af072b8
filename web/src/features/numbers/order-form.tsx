import { createSignal, createUniqueId, type JSX, onMount, Show } from "solid-js";
import type {
  Offer,
  Price,
  Requirements,
} from "../../../../supabase/functions/_shared/contracts/numbers.ts";
import type { Problem } from "../../shared/problem.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { ProblemLines } from "../../shared/ui/problem-lines.tsx";
import { toast } from "../../shared/ui/toast.tsx";
import type { Colleague } from "../../shared/workspace.tsx";
import { lackingChoice } from "./purchase-needs.ts";
import { Needs } from "./needs.tsx";
import type { NumbersServer, Wish } from "./numbers-server.ts";
import { isUsed, noUse, type Use } from "./numbers-table.ts";
import { UsesTable } from "./uses-table.tsx";
import { buy as words } from "./words.ts";

/** Says what a number needs, asks for its name and its users, and buys it with one press. */
export function OrderForm(props: {
  server: NumbersServer;
  offer: Offer;
  wish: Wish;
  price: Price | null;
  people: readonly Colleague[];
  /** The buyer, who uses the number at first. */
  self: number | null;
  onBought: (number: string) => void;
}): JSX.Element {
  const id = createUniqueId();
  const [requirements, setRequirements] = createSignal<Requirements | null>(null);
  const [failed, setFailed] = createSignal<Problem | null>(null);
  // While it is asked again, what was known stays on the screen.
  const look = async () => {
    const { country, kind } = props.wish;
    const answer = await props.server.requirements({ country, kind });
    setFailed(answer.ok ? null : answer.problem);
    if (answer.ok) setRequirements(answer.value);
  };
  onMount(() => void look());
  const [addressSid, setAddress] = createSignal("");
  const [bundleSid, setBundle] = createSignal("");
  const [name, setName] = createSignal("");
  const [chosen, setChosen] = createSignal<ReadonlyMap<number, Use> | null>(null);
  const uses = () =>
    chosen() ??
      new Map(props.self === null ? [] : [[props.self, { mayCall: true, rings: true }]]);
  const [isBuying, setBuying] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem | null>(null);

  const toggle = (agentId: number, use: keyof Use) => {
    const was = uses().get(agentId) ?? noUse;
    setChosen(new Map(uses()).set(agentId, { ...was, [use]: !was[use] }));
  };
  const lacking = () => {
    const needs = requirements();
    if (needs === null) return words.reading;
    const what = lackingChoice(props.offer, needs, {
      addressSid: addressSid(),
      bundleSid: bundleSid(),
    });
    if (what === null) return null;
    return what === "address" ? words.addressFirst : words.bundleFirst;
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isBuying()) return;
    const reason = lacking();
    if (reason !== null) return announce(reason, "polite");
    setProblem(null);
    setBuying(true);
    const { number } = props.offer;
    const bought = await props.server.buy({
      number,
      friendlyName: name().trim(),
      ...(addressSid() === "" ? {} : { addressSid: addressSid() }),
      ...(bundleSid() === "" ? {} : { bundleSid: bundleSid() }),
      uses: [...uses()].filter(([, use]) => isUsed(use))
        .map(([agentId, use]) => ({ agentId, ...use })),
    });
    setBuying(false);
    if (!bought.ok) return setProblem(bought.problem);
    toast(bought.value.found ? words.found(number) : words.bought(number));
    props.onBought(number);
  };

  return (
    <form class="order" onSubmit={(event) => void submit(event)}>
      <h3>{words.needs}</h3>
      <Show when={failed()}>
        {(refused) => (
          <>
            <ProblemLines problem={refused()} />
            <button type="button" class="btn sm" onClick={() => void look()}>
              {words.lookAgain}
            </button>
          </>
        )}
      </Show>
      <Show when={requirements()} fallback={<p class="dim sm late">{words.reading}</p>}>
        {(needs) => (
          <Needs
            offer={props.offer}
            country={props.wish.country}
            requirements={needs()}
            addressSid={addressSid()}
            bundleSid={bundleSid()}
            onAddress={setAddress}
            onBundle={setBundle}
            onLookAgain={() => void look()}
          />
        )}
      </Show>
      <div>
        <label class="lbl" for={`${id}-name`}>{words.name}</label>
        <span class="field">
          <input
            id={`${id}-name`}
            maxLength={64}
            autocomplete="off"
            value={name()}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </span>
      </div>
      <div>
        <h3>{words.who}</h3>
        <UsesTable
          people={props.people}
          uses={uses()}
          isSaving={() => false}
          onToggle={toggle}
        />
      </div>
      <div class="row">
        <button
          type="submit"
          class="btn pri"
          aria-disabled={isBuying() || lacking() !== null}
          aria-describedby={`${id}-lacking`}
        >
          {isBuying() ? words.buying : words.order(props.offer.number, props.price)}
        </button>
        <span id={`${id}-lacking`} class="dim sm">
          {lacking() ?? (props.price === null ? words.unknownPrice : "")}
        </span>
      </div>
      <div role="status">
        <Show when={problem()}>{(refused) => <ProblemLines problem={refused()} />}</Show>
      </div>
    </form>
  );
}
