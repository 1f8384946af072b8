import { createSignal, type JSX, Show } from "solid-js";
import type { Problem } from "../../shared/problem.ts";
import { AskDialog } from "../../shared/ui/ask-dialog.tsx";
import { ProblemLines } from "../../shared/ui/problem-lines.tsx";
import { toast } from "../../shared/ui/toast.tsx";
import { stopUsing } from "./numbers-board.ts";
import type { NumbersServer } from "./numbers-server.ts";
import { leave as words } from "./words.ts";

type Way = "release" | "stop";

/** Releases a number, or stops using it here; each names what is lost before. */
export function GiveUp(props: {
  server: NumbersServer;
  number: string;
  /** At Twilio; null: it has the number no more, or can't be asked. */
  sid: string | null;
  users: readonly string[];
  onDone: () => void;
}): JSX.Element {
  const [asks, setAsks] = createSignal<Way | null>(null);
  const [doing, setDoing] = createSignal<Way | null>(null);
  const [problem, setProblem] = createSignal<Problem | null>(null);

  const go = async (way: Way) => {
    const { number, sid, server } = props;
    setAsks(null);
    setProblem(null);
    setDoing(way);
    const answer = way === "release"
      ? await server.release(number)
      : await stopUsing(server, number, sid);
    setDoing(null);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    toast(words.done[way](number));
    props.onDone();
  };
  const ask = (way: Way) => doing() === null && setAsks(way);

  return (
    <section class="give-up" aria-label={words.title}>
      <div class="row">
        <button
          type="button"
          class="btn"
          aria-disabled={doing() !== null}
          onClick={() => ask("stop")}
        >
          {doing() === "stop" ? words.working.stop : words.stop}
        </button>
        <button
          type="button"
          class="btn"
          aria-disabled={doing() !== null}
          onClick={() => ask("release")}
        >
          {doing() === "release" ? words.working.release : words.release}
        </button>
      </div>
      <Show when={problem()}>{(failed) => <ProblemLines problem={failed()} />}</Show>
      <Show when={asks() === "stop"}>
        <AskDialog
          title={words.stopTitle(props.number)}
          text={words.stopText(props.users)}
          confirm={words.stopConfirm(props.number)}
          cancel={words.keep}
          onConfirm={() => void go("stop")}
          onCancel={() => setAsks(null)}
        />
      </Show>
      <Show when={asks() === "release"}>
        <AskDialog
          title={words.releaseTitle(props.number)}
          text={words.releaseText(props.users)}
          confirm={words.releaseConfirm(props.number)}
          cancel={words.keep}
          onConfirm={() => void go("release")}
          onCancel={() => setAsks(null)}
        />
      </Show>
    </section>
  );
}
