import { useNavigate } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { PageHead } from "../../shared/ui/page-head.tsx";
import { toast } from "../../shared/ui/toast.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import { NewWorkspaceForm } from "./new-workspace-form.tsx";
import { ownWorkspace as words } from "./words.ts";

/** Another workspace, beside those where the person has a seat. */
export default function NewWorkspacePage(): JSX.Element {
  const navigate = useNavigate();
  const { client, enter } = useWorkspace();
  const open = async (workspaceId: number, name: string) => {
    // What is set up next must not be the former workspace: the page begins anew rather than that.
    if (!await enter(workspaceId)) return globalThis.location.assign("/setup/connection");
    toast(words.made(name));
    navigate("/setup/connection");
  };
  return (
    <div class="form-page">
      <PageHead title={words.title} sub={words.sub} />
      <Show when={client()}>
        {(connected) => (
          <NewWorkspaceForm
            client={connected()}
            onMade={(id, name) => void open(id, name)}
          />
        )}
      </Show>
    </div>
  );
}
