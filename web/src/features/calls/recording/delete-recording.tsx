import { createSignal, type JSX, Show } from "solid-js";
import type { Problem } from "../../../shared/problem.ts";
import { ProblemLines } from "../../../shared/ui/problem-lines.tsx";
import type { RecordingServer } from "./recording-server.ts";
import { player as words } from "./words.ts";

/** An admin deletes a call's recordings, and says why. It can't be undone. */
export function DeleteRecording(props: {
  ids: readonly number[];
  server: Pick<RecordingServer, "remove">;
  onDeleted: (said: string) => void;
}): JSX.Element {
  const [asks, setAsks] = createSignal(false);
  const [reason, setReason] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem | null>(null);
  const remove = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy() || reason().trim() === "") return;
    setBusy(true);
    setProblem(null);
    const answers = await Promise.all(props.ids.map((id) => props.server.remove(id, reason())));
    setBusy(false);
    const failed = answers.find((answer) => !answer.ok);
    if (failed?.ok === false) {
      setProblem(failed.problem);
      return;
    }
    const isLater = answers.some((answer) => answer.ok && answer.value.outcome === "later");
    props.onDeleted(isLater ? words.later : words.removed);
  };
  return (
    <Show
      when={asks()}
      fallback={
        <button type="button" class="btn sm" onClick={() => setAsks(true)}>{words.remove}</button>
      }
    >
      <form onSubmit={(event) => void remove(event)}>
        <label class="lbl" for="delete-reason">{words.reason}</label>
        <input
          id="delete-reason"
          class="field"
          maxLength={200}
          required
          value={reason()}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
        <Show when={problem()}>{(known) => <ProblemLines problem={known()} />}</Show>
        <p class="row">
          <button type="submit" class="btn sm" aria-disabled={busy()}>{words.confirm}</button>
          <button type="button" class="btn sm" onClick={() => setAsks(false)}>
            {words.cancel}
          </button>
        </p>
      </form>
    </Show>
  );
}
