import { type JSX, Show } from "solid-js";
import type { Colleague } from "../colleagues.ts";
import { forMinutes, wrappingUp } from "../colleague-words.ts";
import { status as words } from "../words.ts";

const statusWords: Record<Colleague["status"], string> = {
  available: words.available,
  away: words.away,
  offline: words.offline,
  "on-a-call": words.onACall,
  "wrap-up": wrappingUp,
};

/** "On a call, 4 min"; the other states need no length. */
function statusText(colleague: Colleague, now: number): string {
  const word = statusWords[colleague.status];
  if (colleague.status !== "on-a-call" || colleague.since === null) return word;
  return forMinutes(word, Math.floor((now - colleague.since) / 60_000));
}

/**
 * What is proved about a colleague, in words.
 * @param props.now epoch ms of the server's clock
 */
export function ColleagueStatus(props: { colleague: Colleague; now: number }): JSX.Element {
  return (
    <Show
      when={props.colleague.status === "available"}
      fallback={<span class="sm dim">{statusText(props.colleague, props.now)}</span>}
    >
      <span class="sm st live">
        <span class="dot" />
        {words.available}
      </span>
    </Show>
  );
}

/** A person's initials, in the place of a picture. */
export function Initials(props: { name: string }): JSX.Element {
  return <span class="ava" aria-hidden="true">{initials(props.name)}</span>;
}

/** "Aoife Ní Dhomhnaill" → "AN". */
function initials(name: string): string {
  const parts = name.split(/[\s-]+/).filter((part) => part !== "");
  return parts.slice(0, 2).map((part) => String.fromCodePoint(part.codePointAt(0) ?? 32)).join("")
    .toLocaleUpperCase();
}
