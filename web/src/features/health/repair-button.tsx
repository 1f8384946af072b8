import { A } from "@solidjs/router";
import { type JSX, Match, Switch } from "solid-js";
import {
  type Repair,
  twilioPages,
} from "../../../../supabase/functions/_shared/contracts/health_repair.ts";
import externalLink from "lucide-static/icons/external-link.svg?raw";
import { Drawing } from "../../shared/ui/icon.tsx";
import { health as words } from "./words.ts";

/** The last button of a row: sets it right, or leads to where that can be done. */
export function RepairButton(props: {
  repair: Repair | null;
  /** The check's. */
  name: string;
  isBusy: boolean;
  isRunning: boolean;
  onRepair: () => void;
  onTestCall: (number: string) => void;
}): JSX.Element {
  return (
    <Switch>
      <Match when={props.repair?.by === "connection"}>
        <button
          type="button"
          class="btn pri sm"
          aria-disabled={props.isBusy}
          title={props.isBusy && !props.isRunning ? words.oneAtATime : undefined}
          onClick={() => props.isBusy || props.onRepair()}
        >
          {props.isRunning ? words.repairing : words.repair}
          <span class="vh">{` ${props.name}`}</span>
        </button>
      </Match>
      <Match when={props.repair?.by === "test-call" && props.repair}>
        {(test) => (
          <button
            type="button"
            class="btn sm"
            onClick={() => props.onTestCall(test().number)}
          >
            {words.testCall}
          </button>
        )}
      </Match>
      <Match when={props.repair?.by === "page" && props.repair}>
        {(ours) => <A class="btn sm" href={`/setup/${ours().page}`}>{words.open[ours().page]}</A>}
      </Match>
      <Match when={props.repair?.by === "twilio" && props.repair}>
        {(theirs) => (
          <a
            class="btn sm"
            href={twilioPages[theirs().page]}
            target="_blank"
            rel="noreferrer"
          >
            {words.openTwilio}
            <Drawing source={externalLink} size={14} />
            <span class="vh">{`, ${props.name}, ${words.newTab}`}</span>
          </a>
        )}
      </Match>
    </Switch>
  );
}
