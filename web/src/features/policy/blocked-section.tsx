import type { JSX } from "solid-js";
import type { Policy } from "../../../../supabase/functions/_shared/contracts/policy.ts";
import { createDraft } from "../../shared/ui/create-draft.ts";
import { NumberList } from "./number-list.tsx";
import type { PolicyServer } from "./policy-server.ts";
import { SavedForm, Section } from "./section.tsx";
import { blocked as words } from "./words.ts";

/** Who may not call in. */
export function BlockedSection(props: { server: PolicyServer; policy: Policy }): JSX.Element {
  const draft = createDraft(() => ({ block_withheld: props.policy.block_withheld }));
  return (
    <Section title={words.title} sub={words.sub}>
      <NumberList server={props.server} list="blocked_caller" empty={words.empty} />
      <SavedForm onSave={() => props.server.save(draft.value())}>
        <label class="tick">
          <input
            type="checkbox"
            checked={draft.value().block_withheld}
            onChange={(event) => draft.change({ block_withheld: event.currentTarget.checked })}
          />
          {words.withheld}
        </label>
      </SavedForm>
    </Section>
  );
}
