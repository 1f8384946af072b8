import { createUniqueId, For, type JSX } from "solid-js";

/** One of a few, all in sight. */
export function Choice<T extends string>(props: {
  legend: string;
  options: readonly (readonly [T, string])[];
  value: T;
  onChoose: (value: T) => void;
}): JSX.Element {
  const name = createUniqueId();
  return (
    <fieldset class="choice">
      <legend class="lbl">{props.legend}</legend>
      <For each={props.options}>
        {([value, label]) => (
          <label>
            <input
              type="radio"
              name={name}
              checked={props.value === value}
              onChange={() => props.onChoose(value)}
            />
            {label}
          </label>
        )}
      </For>
    </fieldset>
  );
}
