import { For, type JSX } from "solid-js";
import { countryChoices } from "../home-country.ts";

/** A country by its name. */
export function CountrySelect(props: {
  id: string;
  label: string;
  /** ISO 3166 alpha-2. */
  value: string;
  hint: string;
  onChoose: (country: string) => void;
}): JSX.Element {
  return (
    <div>
      <label class="lbl" for={props.id}>{props.label}</label>
      <select
        id={props.id}
        class="select"
        aria-describedby={`${props.id}-hint`}
        onChange={(event) => props.onChoose(event.currentTarget.value)}
      >
        <For each={countryChoices()}>
          {({ code, name }) => <option value={code} selected={code === props.value}>{name}</option>}
        </For>
      </select>
      <p class="dim sm" id={`${props.id}-hint`}>{props.hint}</p>
    </div>
  );
}
