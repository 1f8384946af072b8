import { createSignal, type JSX, untrack } from "solid-js";
import type { Policy } from "../../../../supabase/functions/_shared/contracts/policy.ts";
import { NumberList } from "./number-list.tsx";
import type { PolicyServer } from "./policy-server.ts";
import { SavedForm, Section } from "./section.tsx";
import { blocked as words } from "./words.ts";

/** Who may not call in. */
export function BlockedSection(props: { server: PolicyServer; policy: Policy }): JSX.Element {
  const [withheld, setWithheld] = createSignal(untrack(() => props.policy.block_withheld));
  return (
    <Section title={words.title} sub={words.sub}>
      <NumberList server={props.server} list="blocked_caller" empty={words.empty} />
      <SavedForm onSave={() => props.server.save({ block_withheld: withheld() })}>
        <label class="tick">
          <input
            type="checkbox"
            checked={withheld()}
            onChange={(event) => setWithheld(event.currentTarget.checked)}
          />
          {words.withheld}
        </label>
      </SavedForm>
    </Section>
  );
}
