import { A, Navigate, useLocation } from "@solidjs/router";
import type { SupabaseClient } from "@supabase/supabase-js";
import { type Component, createMemo, For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { setup as words } from "./words.ts";
import { useWorkspace } from "../shared/workspace.tsx";
import { HealthMark } from "./health-mark.tsx";
import { pagePart } from "./page-part.tsx";

interface Group {
  name: string;
  pages: {
    path: string;
    name: string;
    page: Component<{ client: SupabaseClient; workspaceId: number }>;
    /** Beside its name in the list. */
    mark?: Component;
  }[];
}

/** The pages of Setup, in the groups of the side list; each is loaded when it is opened. */
const groups: Group[] = [
  {
    name: words.phoneSystem,
    pages: [
      {
        path: "/setup/connection",
        name: words.connection,
        page: pagePart(async () =>
          (await import("../features/connection/connection-page.tsx")).default
        ),
      },
      {
        path: "/setup/health",
        name: words.health,
        page: pagePart(async () => (await import("../features/health/health-page.tsx")).default),
        mark: HealthMark,
      },
      {
        path: "/setup/numbers",
        name: words.numbers,
        page: pagePart(async () => (await import("../features/numbers/numbers-page.tsx")).default),
      },
      {
        path: "/setup/policy",
        name: words.policy,
        page: pagePart(async () => (await import("../features/policy/policy-page.tsx")).default),
      },
    ],
  },
  {
    name: words.people,
    pages: [
      {
        path: "/setup/team",
        name: words.team,
        page: pagePart(async () => (await import("../features/team/team-page.tsx")).default),
      },
      {
        path: "/setup/audit",
        name: words.audit,
        page: pagePart(async () => (await import("../features/audit/audit-page.tsx")).default),
      },
      {
        path: "/setup/workspace",
        name: words.workspace,
        page: pagePart(async () =>
          (await import("../features/own-workspace/workspace-page.tsx")).default
        ),
      },
    ],
  },
];

const first = "/setup/connection";

/** For admins; the functions and the database hold it, too. */
export default function SetupPage(): JSX.Element {
  const location = useLocation();
  const { seat, client } = useWorkspace();
  const here = () =>
    groups.flatMap(({ pages }) => pages).find(({ path }) => path === location.pathname);
  // Another workspace is another page: nothing that was typed for one may reach the other.
  const open = createMemo(() => {
    const [own, connected] = [seat(), client()];
    return own && connected ? { client: connected, workspaceId: own.workspaceId } : null;
  });
  return (
    <div class="setup">
      <nav class="set-nav" aria-label={words.pages}>
        <For each={groups}>
          {(group) => (
            <>
              <span class="g">{group.name}</span>
              <For each={group.pages}>
                {(page) => (
                  <A href={page.path} aria-current={here() === page ? "page" : undefined}>
                    {page.name}
                    <Dynamic component={page.mark} />
                  </A>
                )}
              </For>
            </>
          )}
        </For>
      </nav>
      <Show when={here()} fallback={<Navigate href={first} />} keyed>
        {(page) => (
          <Show when={open()} keyed>
            {(workspace) => <Dynamic component={page.page} {...workspace} />}
          </Show>
        )}
      </Show>
    </div>
  );
}
