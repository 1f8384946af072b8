import { Index, type JSX } from "solid-js";
import type { Colleague } from "../../shared/workspace.tsx";
import { noUse, type Use, type Uses } from "./numbers-table.ts";
import { detail as words } from "./words.ts";

/** Who may call from a number and whom it rings: a row a person, a box a use. */
export function UsesTable(props: {
  people: readonly Colleague[];
  uses: Uses | undefined;
  /** The use that is being saved just now; nothing else can be changed meanwhile. */
  isSaving: (agentId: number, use: keyof Use) => boolean;
  onToggle: (agentId: number, use: keyof Use) => void;
}): JSX.Element {
  const isOn = (agentId: number, use: keyof Use) => (props.uses?.get(agentId) ?? noUse)[use];
  // By position, so that a row and its focus stay when presence is read anew.
  const box = (person: () => Colleague, use: keyof Use, label: (name: string) => string) => (
    <input
      type="checkbox"
      aria-label={label(person().name)}
      aria-busy={props.isSaving(person().agentId, use)}
      checked={isOn(person().agentId, use)}
      onChange={(event) => {
        // The box shows what is kept, and changes when that does.
        event.currentTarget.checked = isOn(person().agentId, use);
        props.onToggle(person().agentId, use);
      }}
    />
  );
  return (
    <table class="uses">
      <thead>
        <tr>
          <th scope="col">{words.person}</th>
          <th scope="col" class="c-use">{words.mayCall}</th>
          <th scope="col" class="c-use">{words.rings}</th>
        </tr>
      </thead>
      <tbody>
        <Index each={props.people}>
          {(person) => (
            <tr>
              <th scope="row">
                {person().name}
                <span class="st" classList={{ live: person().status === "available" }}>
                  {words.status[person().status]}
                </span>
              </th>
              <td>{box(person, "mayCall", words.mayCallOf)}</td>
              <td>{box(person, "rings", words.ringsOf)}</td>
            </tr>
          )}
        </Index>
      </tbody>
    </table>
  );
}
