import { createEffect, createMemo, For, type JSX, on, Show } from "solid-js";
import { announce } from "../../../shared/ui/announce.tsx";
import { MannerIcon } from "../../../shared/ui/manner-icon.tsx";
import { useLine } from "../line/use-line.ts";
import { supervisorsOn } from "./supervisors-on.ts";
import { line as words } from "./line-words.ts";
import "../../../styles/supervision.css";

/** Below the lamp of whoever is supervised: a line for each supervisor whom the workspace lets them see. */
export function SupervisedLine(): JSX.Element {
  const { call, lineUp, agents } = useLine();
  const supervisors = createMemo(() => supervisorsOn(call()?.talk.legs ?? []));
  const name = (id: number | null) => agents().get(id ?? 0) ?? words.supervisor;
  const first = (id: number | null) => name(id).split(/\s/)[0] ?? name(id);
  const isHeld = () => lineUp().kind === "held" || lineUp().kind === "parked";
  const said = createMemo(() =>
    supervisors().map(({ agentId, manner }) => words.title[manner](first(agentId))).join(". ")
  );

  createEffect(on(said, (sentence) => {
    if (sentence === "") return;
    const isHeard = supervisors().some(({ manner }) => manner !== "listen");
    announce(sentence, isHeard ? "assertive" : "polite");
  }));
  return (
    <Show when={supervisors().length > 0}>
      <div class="lamp sup" classList={{ hold: isHeld(), live: !isHeld() }}>
        <For each={supervisors()}>
          {({ agentId, manner }) => (
            <div class="sup-line">
              <MannerIcon name={manner} size={18} />
              <span>
                <b>{words.title[manner](name(agentId))}</b>
                {words.more[manner](first(agentId))}
              </span>
            </div>
          )}
        </For>
      </div>
    </Show>
  );
}
