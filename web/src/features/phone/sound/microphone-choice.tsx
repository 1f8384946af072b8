import { createMemo, type JSX, Show } from "solid-js";
import type { ChosenDevice } from "../../../phone/sound-choice.ts";
import type { DeviceList } from "../../../phone/sound-devices.ts";
import { createLevel, type LevelTrouble } from "./create-level.ts";
import { DeviceSelect } from "./device-select.tsx";
import { LevelMeter } from "./level-meter.tsx";
import { level as levelText, sounds as words } from "./words.ts";

const troubles: Record<LevelTrouble, { text: string; action: string }> = {
  ask: { text: words.ask, action: words.allow },
  blocked: { text: words.blocked, action: words.tryAgain },
  missing: { text: words.missing, action: words.tryAgain },
  "in-use": { text: words.inUse, action: words.tryAgain },
  "no-webrtc": { text: words.noWebRtc, action: words.tryAgain },
};

/** The microphone, with how loud it hears the person right now. */
export function MicrophoneChoice(props: {
  list: DeviceList;
  chosen: ChosenDevice;
  onChoose: (device: ChosenDevice) => void;
  onOpen: () => void;
}): JSX.Element {
  // By their names: the list is made anew with each reading.
  const plugged = createMemo(() => props.list.all.map(({ id }) => id).join(" "));
  const meter = createLevel(() => props.chosen.id, plugged, () => props.onOpen());
  const trouble = () => {
    const kind = meter.trouble();
    return kind && troubles[kind];
  };

  return (
    <section class="sound">
      <DeviceSelect
        id="sound-microphone"
        label={words.microphone}
        list={props.list}
        chosen={props.chosen}
        onChoose={(device) => props.onChoose(device)}
      />
      <Show
        when={trouble()}
        fallback={
          <>
            <LevelMeter level={meter.level()} word={meter.word()} />
            <p class="sm" role="status">{levelText[meter.word()]}</p>
          </>
        }
      >
        {(told) => (
          <div class="row" role="status">
            <p class="sm grow">{told().text}</p>
            <button type="button" class="btn" onClick={() => meter.ask()}>{told().action}</button>
          </div>
        )}
      </Show>
    </section>
  );
}
