import { type JSX, Show } from "solid-js";
import { useHealth } from "../health/health.tsx";
import { Icon } from "../shared/ui/icon.tsx";
import { setup as words } from "./words.ts";

/** Beside the name of the page that tells more: something of the connection is broken. */
export function HealthMark(): JSX.Element {
  const { broken } = useHealth();
  return (
    <Show when={broken().length > 0}>
      <span class="st red">
        <Icon name="octagon-alert" size={15} />
        <span class="vh">{words.problems(broken().length)}</span>
      </span>
    </Show>
  );
}
