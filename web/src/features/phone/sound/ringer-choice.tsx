import { For, type JSX, Show } from "solid-js";
import { type ChosenDevice, systemDefault } from "../../../phone/sound-choice.ts";
import { type DeviceList, switchRinger } from "../../../phone/sound-devices.ts";
import { canChooseSpeaker } from "./create-test-sound.ts";
import { sounds as words } from "./words.ts";
import { TestButton } from "./test-button.tsx";

/** Where calls ring: a headset that lies on the desk is not heard, so it may be several. */
export function RingerChoice(props: {
  list: DeviceList;
  chosen: readonly ChosenDevice[];
  onChoose: (devices: ChosenDevice[]) => void;
}): JSX.Element {
  const unplugged = () =>
    props.chosen.filter(({ id }) => id !== "" && !props.list.all.some((each) => each.id === id));
  const isOn = (device: ChosenDevice) => props.chosen.some(({ id }) => id === device.id);

  function Box(box: { device: ChosenDevice; name: string }): JSX.Element {
    return (
      <label class="row">
        <input
          type="checkbox"
          checked={isOn(box.device)}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            props.onChoose(switchRinger(props.chosen, box.device, checked));
            // The last one stays: the state is what is shown.
            event.currentTarget.checked = isOn(box.device);
          }}
        />
        {box.name}
      </label>
    );
  }

  return (
    <fieldset class="sound">
      <legend class="lbl">{words.ringers}</legend>
      <Show when={canChooseSpeaker} fallback={<p class="sm">{words.fixedSpeaker}</p>}>
        <Box device={systemDefault} name={words.systemDefault(props.list.standard)} />
        <For each={props.list.all}>
          {(device) => <Box device={device} name={device.label} />}
        </For>
        <For each={unplugged()}>
          {(device) => <Box device={device} name={words.notPlugged(device.label)} />}
        </For>
        <p class="dim sm">{words.somewhere}</p>
      </Show>
      <TestButton label={words.ring} ids={props.chosen.map(({ id }) => id)} />
    </fieldset>
  );
}
