import { type JSX, Show } from "solid-js";
import type { ChosenDevice } from "../../../phone/sound-choice.ts";
import type { DeviceList } from "../../../phone/sound-devices.ts";
import { canChooseSpeaker } from "./create-test-sound.ts";
import { DeviceSelect } from "./device-select.tsx";
import { sounds as words } from "./words.ts";
import { TestButton } from "./test-button.tsx";

/** Where calls and small sounds are heard. */
export function SpeakerChoice(props: {
  list: DeviceList;
  chosen: ChosenDevice;
  onChoose: (device: ChosenDevice) => void;
}): JSX.Element {
  const Play = () => <TestButton label={words.play} ids={[props.chosen.id]} />;
  return (
    <section class="sound">
      <Show
        when={canChooseSpeaker}
        fallback={
          <>
            <h3 class="lbl">{words.speaker}</h3>
            <p class="sm">{words.fixedSpeaker}</p>
            <Play />
          </>
        }
      >
        <DeviceSelect
          id="sound-speaker"
          label={words.speaker}
          list={props.list}
          chosen={props.chosen}
          onChoose={(device) => props.onChoose(device)}
          test={<Play />}
        />
      </Show>
    </section>
  );
}
