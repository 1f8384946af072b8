import { createMemo, createSignal, type JSX, onCleanup, untrack } from "solid-js";
import * as v from "valibot";
import { IdSchema } from "../../../../supabase/functions/_shared/contracts/fields.ts";
import { followAdminChanges } from "../../shared/admin-changes.ts";
import type { TopicClient } from "../../shared/live-topic.ts";
import { type Problem, problemOf } from "../../shared/problem.ts";
import { readRows, type RowsClient, rowsProblem } from "../../shared/read-rows.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import { settings as words } from "./words.ts";
import { type Chosen, WorkspaceForm } from "./workspace-form.tsx";

const Changed = v.object({ id: IdSchema });

/** The workspace's name and home country. */
export default function WorkspacePage(
  props: { client: RowsClient & TopicClient; workspaceId: number },
): JSX.Element {
  const { workspace, refresh } = useWorkspace();
  const [done, setDone] = createSignal("");
  const stored = createMemo((): Chosen => {
    const { name, country } = workspace() ?? { name: "", country: "US" };
    return { name, country };
  });
  // The page is made anew for another workspace.
  const { client, workspaceId } = untrack(() => props);
  onCleanup(followAdminChanges(client, workspaceId, (action) => {
    if (action?.startsWith("workspace.")) refresh();
  }));

  const tell = (text: string) => {
    setDone(text);
    announce(text, "polite");
  };
  const save = async (chosen: Chosen) => {
    setDone("");
    if (chosen.name === workspace()?.name && chosen.country === workspace()?.country) {
      tell(words.unchanged);
      return null;
    }
    const problem = await change(client, workspaceId, chosen);
    if (problem) return problem;
    refresh();
    tell(words.saved);
    return null;
  };

  return (
    <div class="form-page">
      <PageHead title={words.title} sub={words.sub} />
      <WorkspaceForm
        stored={stored()}
        button={(working) => working ? words.saving : words.save}
        onChosen={save}
      >
        <span class="dim">{done()}</span>
      </WorkspaceForm>
    </div>
  );
}

/** @returns null when the database has it */
async function change(
  client: RowsClient,
  workspaceId: number,
  chosen: Chosen,
): Promise<Problem | null> {
  try {
    const query = client.from("workspace").update(chosen).eq("id", workspaceId);
    const rows = await readRows(query.select("id"), Changed);
    return rows.length === 1 ? null : problemOf("E-ADMIN");
  } catch (error) {
    return rowsProblem(error);
  }
}
