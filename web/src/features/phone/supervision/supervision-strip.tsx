import { type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import { timerText } from "../../../shared/ui/duration.ts";
import { MannerIcon } from "../../../shared/ui/manner-icon.tsx";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { isSupervising } from "../phases.ts";
import { panel as words } from "./words.ts";

/** What stays of a supervised call on a narrow screen's other tabs: whose it is, time, and how to stop. */
export function SupervisionStrip(props: { onOpen: () => void }): JSX.Element {
  const { state, actions, clock } = usePhone();
  const { agentNames } = useWorkspace();
  const supervision = () => isSupervising(state()) ? state().supervision : null;
  const who = (id: number | null) => agentNames().get(id ?? 0) ?? words.colleague;
  const manner = () => supervision()?.manner ?? "listen";
  return (
    <Show when={supervision()}>
      {(current) => (
        <section
          class={`strip lamp ${manner() === "listen" ? "listen" : "live"}`}
          aria-label={words.title[manner()]}
          translate="no"
        >
          <button type="button" class="grow row" onClick={() => props.onOpen()}>
            <MannerIcon name={manner()} />
            <span class="cut b">{words.strip[manner()](who(current().agentId))}</span>
            <span class="n">{timerText((clock() - current().since) / 1000)}</span>
          </button>
          <button type="button" class="btn sm" onClick={() => actions()?.hangUp()}>
            {words.stopShort}
          </button>
        </section>
      )}
    </Show>
  );
}
