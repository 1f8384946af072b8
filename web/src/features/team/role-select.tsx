import * as v from "valibot";
import { For, type JSX } from "solid-js";
import { type Role, RoleSchema } from "../../../../supabase/functions/_shared/contracts/fields.ts";
import { roles } from "./words.ts";

/** The three roles. It shows `role`, whatever is picked, until that has changed. */
export function RoleSelect(props: {
  role: Role;
  id?: string;
  label?: string;
  /** Id of the sentence that says why it can't be changed. */
  reason?: string | undefined;
  onPick: (role: Role) => void;
}): JSX.Element {
  const pick = (select: HTMLSelectElement) => {
    const picked = v.parse(RoleSchema, select.value);
    select.value = props.role;
    props.onPick(picked);
  };
  return (
    <select
      id={props.id}
      aria-label={props.label}
      aria-describedby={props.reason}
      disabled={props.reason !== undefined}
      value={props.role}
      onChange={(event) => pick(event.currentTarget)}
    >
      <For each={RoleSchema.options}>
        {(name) => <option value={name}>{roles[name].name}</option>}
      </For>
    </select>
  );
}
