import { type JSX, Show } from "solid-js";
import { askForNotices, permission } from "./notice-permission.ts";
import { notices as words } from "./words.ts";

/** Whether a call shows over other windows, and how that is allowed. */
export function NoticeChoice(): JSX.Element {
  return (
    <section class="sound">
      <h3 class="lbl">{words.heading}</h3>
      <p class="sm" role="status">{words.states[permission()]}</p>
      <Show when={permission() === "default"}>
        <button type="button" class="btn" onClick={() => void askForNotices()}>
          {words.allow}
        </button>
      </Show>
    </section>
  );
}
