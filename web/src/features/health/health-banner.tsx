import "../../styles/banner.css";
import { useLocation, useNavigate } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { useHealth } from "../../health/health.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { worstFirst } from "./check-order.ts";
import { stepsOf } from "./repair-run.ts";
import { findingText } from "./finding-text.ts";
import { health as words } from "./words.ts";

const path = "/setup/health";

/** While something is red: one sentence and one action, on every page of an admin. */
export function HealthBanner(): JSX.Element {
  const health = useHealth();
  const navigate = useNavigate();
  const location = useLocation();
  const worst = () => worstFirst(health.broken())[0];
  const others = () => words.more(health.broken().length - 1);
  const isThere = () => location.pathname === path;
  return (
    <Show when={worst()}>
      {(check) => {
        const told = () => findingText(check(), Date.now());
        const repairs = () => stepsOf(check()).length > 0;
        const go = () => {
          if (repairs()) health.want(check().check);
          if (!isThere()) navigate(path);
        };
        return (
          <section class="banner red" role="status" aria-label={words.title}>
            <Icon name="octagon-alert" size={18} />
            <span class="grow n">
              {told().happened} {told().means}
              {others()}
            </span>
            <Show when={repairs() || !isThere()}>
              <button type="button" class="btn sm" onClick={go}>
                {repairs() ? words.repair : words.show}
              </button>
            </Show>
          </section>
        );
      }}
    </Show>
  );
}
