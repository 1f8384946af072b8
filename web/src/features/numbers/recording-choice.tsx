import { For, type JSX } from "solid-js";
import type { RecordingMode } from "../../../../supabase/functions/_shared/contracts/recording.ts";
import { NoticeLine } from "./notice-line.tsx";
import type { Notice } from "./numbers-board.ts";
import { detail as words } from "./words.ts";

const options: readonly (readonly [RecordingMode | null, string])[] = [
  [null, words.recordings.policy],
  ["off", words.recordings.off],
  ["on-demand", words.recordings.onDemand],
  ["always", words.recordings.always],
];

/** Which of a number's calls are recorded, where it differs from the policy. */
export function RecordingChoice(props: {
  chosen: RecordingMode | null;
  notice: Notice | undefined;
  onChoose: (recording: RecordingMode | null) => void;
}): JSX.Element {
  return (
    <div>
      <label class="lbl" for="line-recording">{words.recording}</label>
      <select
        id="line-recording"
        class="select"
        aria-busy={props.notice?.kind === "saving"}
        onChange={(event) => {
          const [recording] = options[event.currentTarget.selectedIndex] ?? [null];
          // What is shown is what is saved.
          event.currentTarget.selectedIndex = options.findIndex(([mode]) => mode === props.chosen);
          props.onChoose(recording);
        }}
      >
        <For each={options}>
          {([mode, label]) => <option selected={mode === props.chosen}>{label}</option>}
        </For>
      </select>
      <NoticeLine notice={props.notice} />
    </div>
  );
}
