import { type JSX, Show } from "solid-js";
import { useSession } from "../../shared/session.tsx";
import { EntryFrame } from "../../shared/ui/entry-frame.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import { NewWorkspaceForm } from "./new-workspace-form.tsx";
import { ownWorkspace as words } from "./words.ts";

/** Signed in, but nowhere at home: a workspace of one's own, or how to be invited. */
export default function NoSeatPage(props: { onMade: (workspaceId: number) => void }): JSX.Element {
  const session = useSession();
  const { client } = useWorkspace();
  return (
    <EntryFrame>
      <div class="form">
        <h1>{words.noSeat}</h1>
        <p>{words.make}</p>
        <Show when={client()}>
          {(connected) => <NewWorkspaceForm client={connected()} onMade={props.onMade} />}
        </Show>
        <p class="dim sm">{words.invited(session.user()?.email ?? "")}</p>
        <p>
          <button type="button" class="link" onClick={() => void session.signOut()}>
            {words.signOut}
          </button>
        </p>
      </div>
    </EntryFrame>
  );
}
