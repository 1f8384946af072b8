import { createSignal, For, type JSX } from "solid-js";
import { announce } from "../../shared/ui/announce.tsx";
import { Failure } from "../../shared/ui/failure.tsx";
import { createFormState } from "../../shared/ui/form-state.ts";
import { TextField } from "../../shared/ui/text-field.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import { renameSeat } from "./rename-seat.ts";
import { ownName as words } from "./words.ts";

/** The person's name, in each workspace. */
export function NameForm(): JSX.Element {
  const { seats, client, refresh } = useWorkspace();
  const form = createFormState();
  const [done, setDone] = createSignal("");
  /** By workspace; what is not here is as it was. */
  const [typed, setTyped] = createSignal<ReadonlyMap<number, string>>(new Map());
  const fields = new Map<number, HTMLInputElement>();
  const nameIn = (workspaceId: number) =>
    typed().get(workspaceId) ??
      seats().find(({ workspace }) => workspace.id === workspaceId)?.seat.displayName ?? "";

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setDone("");
    const changes = [...typed()].map(([id, name]) => ({ id, name: name.trim() }));
    const empty = changes.find(({ name }) => name === "");
    if (empty) return form.fail({ text: words.first }, fields.get(empty.id));
    if (!form.begin()) return;
    for (const { id, name } of changes) {
      if (!form.end(await renameSeat(client(), id, name), fields.get(id))) return;
    }
    form.end(null, undefined);
    refresh();
    setDone(words.saved);
    announce(words.saved, "polite");
  };

  return (
    <form class="form" onSubmit={(event) => void save(event)} novalidate>
      <h2>{words.heading}</h2>
      <For each={seats().map(({ workspace }) => workspace.id)}>
        {(id) => {
          const place = () => seats().find(({ workspace }) => workspace.id === id)?.workspace.name;
          return (
            <TextField
              id={`name-${id}`}
              label={seats().length === 1 ? words.label : words.labelIn(place() ?? "")}
              autocomplete="name"
              value={nameIn(id)}
              maxLength={200}
              describedBy={form.describedBy()}
              onInput={(name) => setTyped((old) => new Map(old).set(id, name))}
              ref={(input) => fields.set(id, input)}
            />
          );
        }}
      </For>
      <p class="dim sm">{words.hint}</p>
      <Failure of={form} />
      <p class="row">
        <button type="submit" class="btn" aria-disabled={form.working()}>
          {form.working() ? words.saving : words.save}
        </button>
        <span class="dim">{done()}</span>
      </p>
    </form>
  );
}
