import {
  createResource,
  createSignal,
  For,
  type JSX,
  Match,
  Show,
  Switch,
  untrack,
} from "solid-js";
import type { CallRecordings } from "../../../../../supabase/functions/_shared/contracts/recording.ts";
import { useWorkspace } from "../../../shared/workspace.tsx";
import { timerText } from "../../../shared/ui/duration.ts";
import { ProblemLines } from "../../../shared/ui/problem-lines.tsx";
import { createPlayback } from "./create-playback.ts";
import { DeleteRecording } from "./delete-recording.tsx";
import { type RecordingServer, recordingServer } from "./recording-server.ts";
import { stretchesOf, totalOf } from "./stretches.ts";
import { player as words } from "./words.ts";
import "../../../styles/player.css";

const speeds = [1, 1.5, 2];

/** A call's recording, in its opened row. */
export function RecordingPlayer(props: { callId: number }): JSX.Element {
  const { client, workspace } = useWorkspace();
  const connected = untrack(client);
  const server = connected && recordingServer(connected, untrack(workspace)?.id ?? 0);
  const [list, { refetch }] = createResource(() => props.callId, async (callId) => {
    const answer = await server?.list(callId);
    return answer ?? null;
  });
  const found = () => {
    const answer = list.latest;
    return answer?.ok ? answer.value : null;
  };
  const problem = () => {
    const answer = list.latest;
    return answer?.ok === false ? answer.problem : null;
  };
  return (
    <div class="player">
      <Switch fallback={<p class="dim sm">{words.loading}</p>}>
        <Match when={problem()}>{(known) => <ProblemLines problem={known()} />}</Match>
        <Match when={found()}>
          {(recordings) => (
            <Show when={server}>
              {(known) => (
                <Listening
                  list={recordings()}
                  server={known()}
                  onChanged={() => void refetch()}
                />
              )}
            </Show>
          )}
        </Match>
      </Switch>
    </div>
  );
}

function Listening(props: {
  list: CallRecordings;
  server: RecordingServer;
  onChanged: () => void;
}): JSX.Element {
  const stretches = () => stretchesOf(props.list.recordings);
  const playback = createPlayback(stretches, untrack(() => props.server));
  const [news, setNews] = createSignal("");
  const reasons = () =>
    props.list.recordings.flatMap(({ state, delete_reason: reason }) =>
      (state === "deleted" || state === "deleting") && reason !== null ? [reason] : []
    );
  const isPreparing = () =>
    props.list.recordings.some(({ state }) => state === "processing" || state === "running");
  const why = () => {
    if (!props.list.may_hear) return words.notYours;
    return isPreparing() ? words.preparing : words.none;
  };
  /** The arrows skip five seconds, with Shift one: the slider itself has one step for the keys and the mouse. */
  const skip = (event: KeyboardEvent) => {
    const ways: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };
    const way = ways[event.key];
    if (way === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const to = playback.at() + way * (event.shiftKey ? 1 : 5);
    playback.seek(Math.min(Math.max(to, 0), totalOf(stretches())));
  };
  return (
    <>
      <Show
        when={props.list.may_hear && stretches().length > 0}
        fallback={
          <Show when={reasons().length === 0}>
            <p class="dim sm">{why()}</p>
          </Show>
        }
      >
        <div class="row">
          <button type="button" class="btn sm" onClick={() => playback.toggle()}>
            {playback.playing() ? words.pause : words.play}
          </button>
          <input
            class="grow"
            type="range"
            min="0"
            max={totalOf(stretches())}
            step="1"
            value={Math.floor(playback.at())}
            aria-label={words.position}
            aria-valuetext={`${timerText(playback.at())} / ${timerText(totalOf(stretches()))}`}
            onKeyDown={skip}
            onInput={(event) => playback.seek(event.currentTarget.valueAsNumber)}
          />
          <span class="n sm">
            {timerText(playback.at())} / {timerText(totalOf(stretches()))}
          </span>
          <select
            class="select sm"
            aria-label={words.speed}
            onChange={(event) => playback.setSpeed(Number(event.currentTarget.value))}
          >
            <For each={speeds}>
              {(speed) => (
                <option value={speed} selected={speed === playback.speed()}>{speed}×</option>
              )}
            </For>
          </select>
        </div>
        <Show when={playback.problem()}>{(known) => <ProblemLines problem={known()} />}</Show>
        <Show when={props.list.may_delete}>
          <DeleteRecording
            ids={stretches().map(({ id }) => id)}
            server={props.server}
            onDeleted={(said) => {
              playback.stop();
              setNews(said);
              props.onChanged();
            }}
          />
        </Show>
      </Show>
      <For each={reasons()}>{(reason) => <p class="dim sm">{words.deleted(reason)}</p>}</For>
      <p class="sm" role="status">{news()}</p>
    </>
  );
}
