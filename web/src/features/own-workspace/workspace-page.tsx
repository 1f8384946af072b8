import { createSignal, type JSX, untrack } from "solid-js";
import * as v from "valibot";
import { IdSchema } from "../../../../supabase/functions/_shared/contracts/fields.ts";
import { type Problem, problemOf } from "../../shared/problem.ts";
import { readRows, type RowsClient } from "../../shared/read-rows.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { CountrySelect } from "../../shared/ui/country-select.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { TextField } from "../../shared/ui/text-field.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import { ownWorkspace, settings as words } from "./words.ts";

const Changed = v.object({ id: IdSchema });

/** The workspace's name and home country. */
export default function WorkspacePage(
  props: { client: RowsClient; workspaceId: number },
): JSX.Element {
  const { workspace, refresh } = useWorkspace();
  const form = createFormState();
  // The page is made anew for another workspace.
  const [name, setName] = createSignal(untrack(workspace)?.name ?? "");
  const [country, setCountry] = createSignal(untrack(workspace)?.country ?? "US");
  const [done, setDone] = createSignal("");
  let nameField: HTMLInputElement | undefined;

  const tell = (text: string) => {
    setDone(text);
    announce(text, "polite");
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setDone("");
    const chosen = { name: name().trim(), country: country() };
    if (chosen.name === "") return form.fail({ text: ownWorkspace.nameFirst }, nameField);
    if (chosen.name === workspace()?.name && chosen.country === workspace()?.country) {
      return tell(words.unchanged);
    }
    if (!form.begin()) return;
    if (!form.end(await change(props.client, props.workspaceId, chosen), nameField)) return;
    refresh();
    tell(words.saved);
  };

  return (
    <div class="form-page">
      <header class="pg-h">
        <div class="grow">
          <h1>{words.title}</h1>
          <p class="dim">{words.sub}</p>
        </div>
      </header>
      <form class="form" onSubmit={(event) => void save(event)} novalidate>
        <TextField
          id="workspace-name"
          label={ownWorkspace.name}
          autocomplete="organization"
          value={name()}
          maxLength={200}
          describedBy={form.describedBy()}
          onInput={setName}
          ref={(input) => (nameField = input)}
        />
        <CountrySelect
          id="workspace-country"
          label={ownWorkspace.country}
          value={country()}
          hint={ownWorkspace.countryWhy}
          onChoose={setCountry}
        />
        <Failure what={form.failure()} />
        <p class="row">
          <button type="submit" class="btn pri" aria-disabled={form.working()}>
            {form.working() ? words.saving : words.save}
          </button>
          <span class="dim">{done()}</span>
        </p>
      </form>
    </div>
  );
}

/** @returns null when the database has it */
async function change(
  client: RowsClient,
  workspaceId: number,
  chosen: { name: string; country: string },
): Promise<Problem | null> {
  try {
    const query = client.from("workspace").update(chosen).eq("id", workspaceId);
    const rows = await readRows(query.select("id"), Changed);
    return rows.length === 1 ? null : problemOf("E-ADMIN");
  } catch {
    return problemOf("E-DATABASE");
  }
}
