import { createSignal, type JSX } from "solid-js";
import * as v from "valibot";
import { IdSchema } from "../../../../supabase/functions/_shared/contracts/fields.ts";
import { callRpc, type RpcClient } from "../../shared/call-rpc.ts";
import { homeCountry } from "../../shared/home-country.ts";
import { CountrySelect } from "../../shared/ui/country-select.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { TextField } from "../../shared/ui/text-field.tsx";
import { ownWorkspace as words } from "./words.ts";

const Made = v.object({ ok: v.literal(true), workspace_id: IdSchema });

/** Makes a workspace whose admin is the person. */
export function NewWorkspaceForm(props: {
  client: RpcClient;
  onMade: (workspaceId: number, name: string) => void;
}): JSX.Element {
  const form = createFormState();
  const [name, setName] = createSignal("");
  const [country, setCountry] = createSignal(homeCountry(navigator.languages));
  let nameField: HTMLInputElement | undefined;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = { name: name().trim(), country: country() };
    if (chosen.name === "") return form.fail({ text: words.nameFirst }, nameField);
    if (!form.begin()) return;
    const made = await callRpc(props.client, "create_workspace", chosen, Made);
    form.end(made.ok ? null : made.problem, nameField);
    if (made.ok) props.onMade(made.value.workspace_id, chosen.name);
  };

  return (
    <form class="form" onSubmit={(event) => void submit(event)} novalidate>
      <TextField
        id="workspace-name"
        label={words.name}
        autocomplete="organization"
        value={name()}
        maxLength={200}
        describedBy={form.describedBy()}
        onInput={setName}
        ref={(input) => (nameField = input)}
      />
      <CountrySelect
        id="workspace-country"
        label={words.country}
        value={country()}
        hint={words.countryWhy}
        onChoose={setCountry}
      />
      <Failure what={form.failure()} />
      <button type="submit" class="btn pri" aria-disabled={form.working()}>
        {form.working() ? words.creating : words.create}
      </button>
    </form>
  );
}
