import { createEffect, createMemo, For, type JSX, on } from "solid-js";
import type { Manner, OpenLeg } from "../../../../../supabase/functions/_shared/contracts/call.ts";
import { announce } from "../../../shared/ui/announce.tsx";
import { MannerIcon } from "../../../shared/ui/manner-icon.tsx";
import { supervisorsOn } from "./supervisors-on.ts";
import { line as words } from "./words.ts";
import "../../../styles/supervision.css";

/** At the foot of the lamp of whoever is supervised: a line for each supervisor whom the workspace lets them see. */
export function SupervisedLine(props: {
  legs: readonly OpenLeg[];
  agentNames: ReadonlyMap<number, string>;
}): JSX.Element {
  const supervisors = createMemo(() => supervisorsOn(props.legs));
  const name = (id: number | null) => props.agentNames.get(id ?? 0) ?? words.supervisor;
  const first = (id: number | null) => name(id).split(/\s/)[0] ?? name(id);
  const said = createMemo(() =>
    supervisors().map(({ agentId, manner }) => words.title[manner](first(agentId))).join(". ")
  );
  const isHeard = (manner: Manner) => manner !== "listen";

  createEffect(on(said, (sentence) => {
    if (sentence === "") return;
    announce(
      sentence,
      supervisors().some(({ manner }) => isHeard(manner)) ? "assertive" : "polite",
    );
  }));
  return (
    <For each={supervisors()}>
      {({ agentId, manner }) => (
        <div class="l-line">
          <MannerIcon name={manner} size={18} />
          <span>
            <b>{words.title[manner](name(agentId))}</b>
            {words.more[manner](first(agentId))}
          </span>
        </div>
      )}
    </For>
  );
}
