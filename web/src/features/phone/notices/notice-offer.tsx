import { type JSX, Show } from "solid-js";
import { usePhone } from "../../../phone/phone-context.ts";
import "../../../styles/sound.css";
import { askForNotices, isPutOff, permission, putOffNotices } from "./notice-permission.ts";
import { notices as words } from "./words.ts";

/** Offers once to show who calls while the tab is hidden; the browser asks only after a press. */
export function NoticeOffer(): JSX.Element {
  const { state } = usePhone();
  const isOpen = () => permission() === "default" && !isPutOff() && state().call === null;
  return (
    <Show when={isOpen()}>
      <section class="offer" aria-label={words.heading}>
        <p class="sm">{words.why}</p>
        <div class="row">
          <button type="button" class="btn sm" onClick={() => void askForNotices()}>
            {words.allow}
          </button>
          <button type="button" class="btn sm" onClick={putOffNotices}>{words.later}</button>
        </div>
      </section>
    </Show>
  );
}
