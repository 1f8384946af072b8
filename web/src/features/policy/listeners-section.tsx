import type { JSX } from "solid-js";
import type { Policy } from "../../../../supabase/functions/_shared/contracts/policy.ts";
import { createDraft } from "../../shared/ui/create-draft.ts";
import type { PolicyServer } from "./policy-server.ts";
import { SavedForm, Section } from "./section.tsx";
import { listeners as words } from "./words.ts";

/** Whether agents see who listens to their calls. */
export function ListenersSection(props: { server: PolicyServer; policy: Policy }): JSX.Element {
  const draft = createDraft(() => ({ show_listeners: props.policy.show_listeners }));
  return (
    <Section title={words.title} sub={words.sub}>
      <SavedForm onSave={() => props.server.save(draft.value())}>
        <label class="tick">
          <input
            type="checkbox"
            checked={draft.value().show_listeners}
            onChange={(event) => draft.change({ show_listeners: event.currentTarget.checked })}
          />
          {words.show}
        </label>
        <p class="sm dim">{words.always}</p>
      </SavedForm>
    </Section>
  );
}
