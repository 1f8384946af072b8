import { createEffect, createSignal, type JSX, onCleanup, Show } from "solid-js";
import type { ConnectionState } from "../../../../supabase/functions/_shared/contracts/connection.ts";
import type { Problem } from "../../shared/problem.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { clockText } from "../../shared/ui/clock-text.ts";
import { ProblemLines } from "../../shared/ui/problem-lines.tsx";
import type { ConnectionServer } from "../../shared/connection-server.ts";
import { apiKey as words } from "./words.ts";

/** Phones take a moment; this is how often they are counted while somebody looks. */
const countEveryMs = 2_000;

/** Puts a new API key in the place of the present one, and counts the phones that have it. */
export function KeyRotation(props: {
  stored: ConnectionState;
  server: Pick<ConnectionServer, "rotateKey" | "rotation">;
  isBusy: boolean;
  onStored: (stored: ConnectionState) => void;
}): JSX.Element {
  const [rotating, setRotating] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem | null>(null);

  const rotate = async () => {
    const { keySid } = props.stored;
    if (props.isBusy || rotating() || keySid === null) return;
    setRotating(true);
    setProblem(null);
    const answer = await props.server.rotateKey(keySid);
    setRotating(false);
    if (answer.ok) props.onStored(answer.value);
    else setProblem(answer.problem);
  };

  let counting = false;
  const count = async () => {
    if (counting) return;
    counting = true;
    const answer = await props.server.rotation();
    counting = false;
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    if (answer.value.retiring.length === 0) announce(words.done, "polite");
    props.onStored(answer.value);
  };
  createEffect(() => {
    if (props.stored.retiring.length === 0) return;
    const timer = setInterval(() => void count(), countEveryMs);
    onCleanup(() => clearInterval(timer));
  });
  const last = () => props.stored.retiring.at(-1);

  return (
    <div class="care">
      <Show
        when={last()}
        fallback={
          <>
            <button
              type="button"
              class="btn sm"
              aria-disabled={props.isBusy || rotating()}
              onClick={() => void rotate()}
            >
              {rotating() ? words.rotating : words.rotate}
            </button>
            <p class="dim3 xs">{words.why}</p>
          </>
        }
      >
        {(former) => (
          <p class="dim sm" role="status">
            {words.progress(props.stored.moved, props.stored.dialers)}{" "}
            {words.goes(clockText(Date.parse(former().tokensEndAt)))}
          </p>
        )}
      </Show>
      <Show when={problem()}>{(shown) => <ProblemLines problem={shown()} />}</Show>
    </div>
  );
}
