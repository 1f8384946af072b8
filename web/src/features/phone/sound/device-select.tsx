import { For, type JSX, Show } from "solid-js";
import { type ChosenDevice, systemDefault } from "../../../phone/sound-choice.ts";
import { type DeviceList, usedOf } from "../../../phone/sound-devices.ts";
import { sounds as words } from "./words.ts";

/** Picks one device; the system's own goes by the name of the real one. */
export function DeviceSelect(props: {
  id: string;
  label: string;
  list: DeviceList;
  chosen: ChosenDevice;
  onChoose: (device: ChosenDevice) => void;
  /** A button beside the list. */
  test?: JSX.Element;
}): JSX.Element {
  const isStandIn = () => usedOf(props.chosen, props.list).isStandIn;
  const choose = (id: string) =>
    props.onChoose(props.list.all.find((device) => device.id === id) ?? systemDefault);

  return (
    <>
      <label class="lbl" for={props.id}>{props.label}</label>
      <div class="row">
        <select
          id={props.id}
          class="select grow"
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="" selected={props.chosen.id === ""}>
            {words.systemDefault(props.list.standard)}
          </option>
          <For each={props.list.all}>
            {(device) => (
              <option value={device.id} selected={device.id === props.chosen.id}>
                {device.label}
              </option>
            )}
          </For>
          <Show when={isStandIn()}>
            <option value={props.chosen.id} selected>{words.notPlugged(props.chosen.label)}</option>
          </Show>
        </select>
        {props.test}
      </div>
      <Show when={isStandIn()}>
        <p class="dim sm">{words.standIn(props.chosen.label, props.list.standard)}</p>
      </Show>
    </>
  );
}
