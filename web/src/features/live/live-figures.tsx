import { For, type JSX } from "solid-js";
import { useWorkspace } from "../../shared/workspace.tsx";
import type { LiveCall } from "./live-calls.ts";
import { figures as words } from "./words.ts";

/** How many talk, ring and wait, and whom the next call would ring. */
export function LiveFigures(props: { calls: readonly LiveCall[] }): JSX.Element {
  const { colleagues } = useWorkspace();
  const free = () => colleagues().filter(({ status }) => status === "available").length;
  const talking = () =>
    new Set(
      props.calls.filter(({ isTalking }) => isTalking)
        .flatMap(({ agentId, colleagues: more }) => [agentId, ...more]),
    );
  // Whoever talks is there, whatever was chosen.
  const online = () => {
    const there = colleagues().filter(({ status }) => status !== "offline");
    return new Set([...talking(), ...there.map(({ agentId }) => agentId)]).size;
  };
  const inState = (...kinds: LiveCall["state"]["kind"][]) =>
    props.calls.filter(({ state }) => kinds.includes(state.kind)).length;
  const all = () => [
    { name: words.onCalls, value: talking().size, note: words.ofOnline(online()) },
    { name: words.ringing, value: inState("ringing", "calling"), note: "" },
    { name: words.onHold, value: inState("hold"), note: "" },
    { name: words.wouldRing, value: free(), note: free() === 0 ? words.everyoneBusy : "" },
  ];
  return (
    <dl class="figs">
      <For each={all()}>
        {(figure) => (
          <div class="fig">
            <dt>{figure.name}</dt>
            <dd class="v">{figure.value}</dd>
            <dd class="xs">{figure.note}</dd>
          </div>
        )}
      </For>
    </dl>
  );
}
