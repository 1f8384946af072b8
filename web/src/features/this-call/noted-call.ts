import { createEffect, createMemo, createSignal, on } from "solid-js";
import { useCalls } from "../../calls/calls.tsx";
import { isLive } from "../../calls/call-state.ts";
import { usePhone } from "../../phone/phone-context.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import { createAuthor } from "./create-note.ts";
import { notesServer } from "./notes-server.ts";

/**
 * The call that is written of: the one that goes on, in whatever tab; then the one that was talked in last, until the
 * next one.
 */
export function createNotedCall(): () => number | null {
  const { state } = usePhone();
  const { calls } = useCalls();
  const { wrapUp } = useWorkspace();
  const author = createAuthor();
  const [last, setLast] = createSignal<number | null>(null);

  /** Of this tab's phone, once there is something to write of. */
  const here = () => {
    const call = state().call;
    if (call === null || call.phase === "incoming") return null;
    return call.phase === "ended" && call.talkedSeconds === null ? null : call.callId;
  };
  /** In another tab or browser. */
  const elsewhere = () => calls().find((call) => call.isMine && isLive(call))?.id ?? null;
  const current = createMemo(() => here() ?? elsewhere());

  createEffect(on(author, () => setLast(null), { defer: true }));
  createEffect(() => {
    const id = current();
    if (id !== null) setLast(id);
  });
  // Whoever opens the page in wrap-up has not seen the call.
  const wrapsUp = createMemo(() => wrapUp() !== null);
  createEffect(on([author, wrapsUp], async ([by, isOn]) => {
    if (!by || !isOn || current() !== null) return;
    const id = await notesServer(by.client, by.workspaceId, by.agentId).readLastTalk();
    if (id !== null && current() === null && author() === by) setLast(id);
  }));
  return last;
}
