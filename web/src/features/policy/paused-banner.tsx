import "../../styles/banner.css";
import { useLocation, useNavigate } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import type { Pause } from "../../shared/pause.ts";
import { whyPaused } from "../../shared/policy-words.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { banner as words } from "./banner-words.ts";

const path = "/setup/policy";

/** On every page of an admin, until calls out go on. */
export function PausedBanner(props: { pause: Pause }): JSX.Element {
  const navigate = useNavigate();
  const location = useLocation();
  return (
    <section class="banner capped" role="status" aria-label={words.title}>
      <Icon name="octagon-pause" size={18} />
      <span class="grow n">{words.title}. {whyPaused(props.pause)}</span>
      <Show when={location.pathname !== path}>
        <button type="button" class="btn sm" onClick={() => navigate(path)}>{words.open}</button>
      </Show>
    </section>
  );
}
