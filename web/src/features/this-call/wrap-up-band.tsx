import { createEffect, createMemo, createSignal, type JSX, on, onCleanup, Show } from "solid-js";
import { type CallRow, useCalls } from "../../calls/calls.tsx";
import { isLive } from "../../calls/call-state.ts";
import { usePhone } from "../../phone/phone-context.ts";
import type { Problem } from "../../shared/problem.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { lengthText, timerText } from "../../shared/ui/duration.ts";
import { ErrorCode } from "../../shared/ui/error-code.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { SpokenNumber } from "../../shared/ui/spoken-number.tsx";
import { Warning } from "../../shared/ui/warning.tsx";
import { otherSide } from "../../shared/words.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import type { WrapUp } from "../../shared/wrap-up.ts";
import type { Author } from "./shared-notes.ts";
import { notesServer } from "./notes-server.ts";
import { activeTags } from "./outcome-keys.ts";
import { wrapUp as words } from "./words.ts";

/** Time after a call before the next one rings: how much is left, a minute more, or none any more. */
export function WrapUpBand(props: {
  wrapUp: WrapUp;
  /** Whose it is. */
  author: Author;
  /** The call that is wrapped up, once it is known. */
  callId: number | null;
}): JSX.Element {
  const { clock, state } = usePhone();
  const { calls, outcomes } = useCalls();
  const { policy } = useWorkspace();
  const [problem, setProblem] = createSignal<Problem | null>(null);
  const [mayExtend, setMayExtend] = createSignal(true);
  const [isBusy, setIsBusy] = createSignal(false);

  const server = () => {
    const { client, workspaceId, agentId } = props.author;
    return notesServer(client, workspaceId, agentId);
  };
  const row = createMemo(() => calls().find(({ id }) => id === props.callId) ?? null);
  const left = () => Math.max(0, Math.ceil((props.wrapUp.until - clock()) / 1000));
  const needsOutcome = () => {
    const call = row();
    // Of a call that was handed over, and goes on, those who have it say what comes.
    return policy()?.outcome_required === true && activeTags(outcomes()).length > 0 &&
      call !== null && !isLive(call) && call.outcomeId === null;
  };

  const extend = async () => {
    if (isBusy() || !mayExtend()) return;
    setIsBusy(true);
    const answer = await server().extendWrapUp();
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) setMayExtend(answer.value);
    setIsBusy(false);
  };
  const end = async () => {
    if (isBusy() || needsOutcome()) return;
    setIsBusy(true);
    setProblem(await server().endWrapUp());
    setIsBusy(false);
  };

  createEffect(on(() => props.callId, () => {
    const talked = row()?.talkedSeconds ?? null;
    announce(
      talked === null ? words.says(left()) : words.saysEnded(lengthText(talked), left()),
      "polite",
    );
  }));

  const listen = (event: KeyboardEvent) => {
    const isMeant = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!isMeant || event.defaultPrevented || state().call?.phase === "incoming") return;
    event.preventDefault();
    void end();
  };
  document.addEventListener("keydown", listen);
  onCleanup(() => document.removeEventListener("keydown", listen));

  return (
    <div class="lamp band wrap">
      <div class="l-top">
        <span class="row">
          <Icon name="timer" />
          {words.title}
        </span>
        <span class="n" role="timer" aria-live="off">{words.left(timerText(left()))}</span>
      </div>
      <Show when={row()}>{(call) => <Party call={call()} />}</Show>
      <div class="two">
        <button
          type="button"
          class="btn"
          data-first="band"
          aria-disabled={!mayExtend()}
          aria-describedby={mayExtend() ? undefined : "wrap-up-why"}
          onClick={() => void extend()}
        >
          {words.more}
        </button>
        <button
          type="button"
          class="btn pri"
          aria-disabled={needsOutcome()}
          aria-keyshortcuts="Control+Enter"
          aria-describedby={needsOutcome() ? "wrap-up-why" : undefined}
          onClick={() => void end()}
        >
          {words.ready}
        </button>
      </div>
      <Show when={needsOutcome() || !mayExtend()}>
        <p class="l-note dim" id="wrap-up-why">
          {needsOutcome() ? words.outcomeFirst : words.longest}
        </p>
      </Show>
      <Show when={problem()}>
        {(why) => (
          <Warning role="status">
            {why().message} {why().next} <ErrorCode code={why().code} />
          </Warning>
        )}
      </Show>
    </div>
  );
}

/** With whom it was, and how long. */
function Party(props: { call: CallRow }): JSX.Element {
  return (
    <>
      <div class="l-name number">
        <Show when={props.call.otherNumber} fallback={otherSide.withheld}>
          {(number) => <SpokenNumber number={number()} />}
        </Show>
      </div>
      <Show when={props.call.talkedSeconds !== null}>
        <div class="l-sub dim">{words.talked(props.call.talkedSeconds ?? 0)}</div>
      </Show>
    </>
  );
}
