import type { JSX } from "solid-js";
import type { Problem } from "../../shared/problem.ts";
import { CountrySelect } from "../../shared/ui/country-select.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { createDraft } from "../../shared/ui/create-draft.ts";
import { createFormState } from "../../shared/ui/form-state.ts";
import { TextField } from "../../shared/ui/text-field.tsx";
import { ownWorkspace as words } from "./words.ts";

/** What a person decides of a workspace. */
export interface Chosen {
  name: string;
  /** ISO 3166 alpha-2. */
  country: string;
}

/** A workspace's name and home country, and a button that gives them to `onChosen`. */
export function WorkspaceForm(props: {
  /** What it begins with, and follows where the person has changed nothing. */
  stored: Chosen;
  button: (working: boolean) => string;
  /** Answers why it did not work, else null. */
  onChosen: (chosen: Chosen) => Promise<Problem | null>;
  /** Stands beside the button. */
  children?: JSX.Element;
}): JSX.Element {
  const form = createFormState();
  const { value, change } = createDraft(() => props.stored);
  let nameField: HTMLInputElement | undefined;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = { name: value().name.trim(), country: value().country };
    if (chosen.name === "") return form.fail({ text: words.nameFirst }, nameField);
    if (form.begin()) form.end(await props.onChosen(chosen), nameField);
  };

  return (
    <form class="form" onSubmit={(event) => void submit(event)} novalidate>
      <TextField
        id="workspace-name"
        label={words.name}
        autocomplete="organization"
        value={value().name}
        maxLength={200}
        describedBy={form.describedBy()}
        onInput={(name) => change({ name })}
        ref={(input) => (nameField = input)}
      />
      <CountrySelect
        id="workspace-country"
        label={words.country}
        value={value().country}
        hint={words.countryWhy}
        onChoose={(country) => change({ country })}
      />
      <Failure of={form} />
      <p class="row">
        <button type="submit" class="btn pri" aria-disabled={form.working()}>
          {props.button(form.working())}
        </button>
        {props.children}
      </p>
    </form>
  );
}
