import { createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { useWorkspace } from "../../shared/workspace.tsx";
import { type Author, type SharedNote, takeNote } from "./shared-notes.ts";

/** The open seat, as an author of notes; null while there is none. */
export function createAuthor(): () => Author | null {
  const { seat, client } = useWorkspace();
  return createMemo(
    () => {
      const [own, connected] = [seat(), client()];
      if (!own?.active || !connected) return null;
      return { client: connected, workspaceId: own.workspaceId, agentId: own.id };
    },
    null,
    { equals: (a, b) => a?.agentId === b?.agentId && a?.client === b?.client },
  );
}

/** The note of the call that is shown. */
export function createNote(callId: () => number): () => SharedNote | null {
  const author = createAuthor();
  const [note, setNote] = createSignal<SharedNote | null>(null);
  createEffect(on([author, callId], ([by, id]) => {
    setNote(null);
    if (!by) return;
    const { letGo, ...taken } = takeNote(by, id);
    setNote(taken);
    onCleanup(letGo);
  }));
  return note;
}
