import { locale } from "../../shared/language.ts";
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
import { followAdminChanges } from "../../shared/admin-changes.ts";
import type { TopicClient } from "../../shared/live-topic.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { daysBetween } from "../../shared/ui/clock-text.ts";
import { createMinute } from "../../shared/ui/minute.ts";
import { PageHead } from "../../shared/ui/page-head.tsx";
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

const day = new Intl.DateTimeFormat(locale, { dateStyle: "full" });

/** Who changed what in the workspace, and when: the newest first. */
export default function AuditPage(
  props: { client: RowsClient & TopicClient; workspaceId: number },
): JSX.Element {
  const { agentNames } = useWorkspace();
  const location = useLocation();
  const navigate = useNavigate();
  const [state, setState] = createSignal<AuditState>(noLines);
  const minute = createMinute();
  // The page is made anew for another workspace.
  const { client, workspaceId } = untrack(() => props);
  const store = auditStore(auditReader(client, workspaceId, Date.now), setState);
  const filter = createMemo(() => readFilter(new URLSearchParams(location.search)), noFilter, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  createEffect(on(filter, (chosen) => void store.open(chosen)));
  onCleanup(onWake(() => void store.look()));
  onCleanup(followAdminChanges(client, workspaceId, () => void store.look()));
  createEffect(on(() => state().newer, (count) => {
    if (count > 0) announce(words.newer(count), "polite");
  }));
  const showNewer = () => {
    store.showNewer();
    // The button that was pressed is gone.
    list?.querySelector<HTMLElement>("summary")?.focus();
  };
  let list: HTMLOListElement | undefined;

  const isFiltered = () => Object.values(filter()).some((value) => value !== null);
  const choose = (chosen: AuditFilter) =>
    navigate(`${location.pathname}${searchOf(chosen)}`, { replace: true });
  const again = () => state().lines.length === 0 ? store.open(filter()) : store.older();

  return (
    <div class="grow audit">
      <PageHead title={words.title} sub={words.sub} />
      <AuditFilters filter={filter()} people={agentNames()} onFilter={choose} />
      <Show when={state().status === "loading"}>
        <p class="dim late" role="status">{words.loading}</p>
      </Show>
      <Show when={state().newer > 0}>
        <button type="button" class="btn sm" onClick={showNewer}>
          {words.newer(state().newer)}
        </button>
      </Show>
      <Show when={state().lines.length > 0}>
        <ol ref={(element) => (list = element)}>
          <For each={state().lines}>
            {(line, at) => <AuditRow line={line} day={dayTitle(state().lines, at(), minute())} />}
          </For>
        </ol>
      </Show>
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

/** The day over the first line of it; null over the others. */
function dayTitle(lines: readonly AuditLine[], at: number, now: number): string | null {
  const [before, line] = [lines[at - 1], lines[at]];
  if (!line || (before && daysBetween(line.at, before.at) === 0)) return null;
  const ago = daysBetween(line.at, now);
  if (ago === 0) return words.today;
  return ago === 1 ? words.yesterday : day.format(line.at);
}
