import { useLocation, useNavigate } from "@solidjs/router";
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  on,
  onCleanup,
  Show,
  untrack,
} from "solid-js";
import { daysBetween } from "../../shared/ui/clock-text.ts";
import { createMinute } from "../../shared/ui/minute.ts";
import type { RowsClient } from "../../shared/read-rows.ts";
import { onWake } from "../../shared/wake.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import "../../styles/audit.css";
import { type AuditFilter, noFilter, readFilter, searchOf } from "./audit-filter.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { type AuditLine, auditReader } from "./audit-lines.ts";
import { AuditRow } from "./audit-row.tsx";
import { type AuditState, auditStore, noLines } from "./audit-store.ts";
import { audit as words } from "./words.ts";

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "full" });

/** Who changed what in the workspace, and when: the newest first. */
export default function AuditPage(
  props: { client: RowsClient; workspaceId: number },
): JSX.Element {
  const { agentNames } = useWorkspace();
  const location = useLocation();
  const navigate = useNavigate();
  const [state, setState] = createSignal<AuditState>(noLines);
  const minute = createMinute();
  // The page is made anew for another workspace.
  const store = untrack(() =>
    auditStore(auditReader(props.client, props.workspaceId, Date.now), setState)
  );
  const filter = createMemo(() => readFilter(new URLSearchParams(location.search)), noFilter, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  createEffect(on(filter, (chosen) => void store.open(chosen)));
  onCleanup(onWake(() => void store.fresh()));

  const isFiltered = () => Object.values(filter()).some((value) => value !== null);
  const choose = (chosen: AuditFilter) =>
    navigate(`${location.pathname}${searchOf(chosen)}`, { replace: true });
  const again = () => state().lines.length === 0 ? store.open(filter()) : store.older();

  return (
    <div class="grow audit">
      <header class="pg-h">
        <div class="grow">
          <h1>{words.title}</h1>
          <p class="dim">{words.sub}</p>
        </div>
      </header>
      <AuditFilters filter={filter()} people={agentNames()} onFilter={choose} />
      <Show when={state().status === "loading"}>
        <p class="dim late" role="status">{words.loading}</p>
      </Show>
      <For each={byDay(state().lines)}>
        {([day, lines]) => (
          <section aria-label={dayName(day, minute())}>
            <h2>{dayName(day, minute())}</h2>
            <ol>
              <For each={lines}>{(line) => <AuditRow line={line} />}</For>
            </ol>
          </section>
        )}
      </For>
      <Show when={state().status === "ready" && state().lines.length === 0}>
        <p class="dim" role="status">
          {isFiltered() ? words.noneFound : words.empty}{" "}
          <Show when={isFiltered()}>
            <button type="button" class="btn sm" onClick={() => choose(noFilter)}>
              {words.clear}
            </button>
          </Show>
        </p>
      </Show>
      <Show when={state().status === "failed"}>
        <p role="alert">
          {words.failed}{" "}
          <button type="button" class="btn sm" onClick={() => void again()}>{words.again}</button>
        </p>
      </Show>
      <Show when={state().hasOlder && state().status !== "failed"}>
        <button
          type="button"
          class="btn"
          aria-disabled={state().status === "more"}
          onClick={() => void store.older()}
        >
          {state().status === "more" ? words.readingOlder : words.older}
        </button>
      </Show>
    </div>
  );
}

/** The lines of each calendar day; a day is named by a moment of it. */
function byDay(lines: readonly AuditLine[]): [number, AuditLine[]][] {
  const days: [number, AuditLine[]][] = [];
  for (const line of lines) {
    const last = days.at(-1);
    if (last && daysBetween(line.at, last[0]) === 0) last[1].push(line);
    else days.push([line.at, [line]]);
  }
  return days;
}

function dayName(at: number, now: number): string {
  const ago = daysBetween(at, now);
  if (ago === 0) return words.today;
  return ago === 1 ? words.yesterday : day.format(at);
}
