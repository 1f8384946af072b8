import { A, useLocation } from "@solidjs/router";
import { createMemo, type JSX, Show } from "solid-js";
import { setup as words } from "../../shared/setup-words.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import { ConnectionPage } from "./connection-page.tsx";

/** The pages of Setup, for admins: their list, and the one that is open. */
export default function SetupPage(): JSX.Element {
  const location = useLocation();
  const { seat, client } = useWorkspace();
  const isHere = (path: string) => location.pathname === path || location.pathname === "/setup";
  // Another workspace is another page: nothing that was typed for one may reach the other.
  const open = createMemo(() => {
    const [own, connected] = [seat(), client()];
    return own && connected ? { client: connected, workspaceId: own.workspaceId } : null;
  });
  return (
    <div class="setup">
      <nav class="set-nav" aria-label={words.pages}>
        <span class="g">{words.phoneSystem}</span>
        <A
          href="/setup/connection"
          aria-current={isHere("/setup/connection") ? "page" : undefined}
        >
          {words.connection}
        </A>
      </nav>
      <Show when={open()} keyed>
        {(workspace) => <ConnectionPage {...workspace} />}
      </Show>
    </div>
  );
}
