import { createMemo, createSignal, For, type JSX, Show, untrack } from "solid-js";
import type { Policy } from "../../../../supabase/functions/_shared/contracts/policy.ts";
import { countryChoices } from "../../shared/home-country.ts";
import { useWorkspace } from "../../shared/workspace.tsx";
import { createDraft } from "../../shared/ui/create-draft.ts";
import type { PolicyServer } from "./policy-server.ts";
import { SavedForm, Section } from "./section.tsx";
import { countries as words } from "./words.ts";

/** Where the team may call: a list to search, with what is on first. */
export function CountriesSection(props: { server: PolicyServer; policy: Policy }): JSX.Element {
  const { workspace } = useWorkspace();
  const first = untrack(() => new Set(props.policy.allowed_countries));
  const [search, setSearch] = createSignal("");
  const choices = countryChoices();
  const off = Object.fromEntries(choices.map(({ code }) => [code, false]));
  // By country, so that two admins who each turn on another one both get theirs.
  const { value, change } = createDraft((): Record<string, boolean> => ({
    ...off,
    ...Object.fromEntries(props.policy.allowed_countries.map((code) => [code, true])),
  }));
  const on = () => Object.keys(value()).filter((code) => value()[code]).toSorted();
  // What is on comes first and stays there while it is changed: nothing jumps under the pointer.
  const sorted = [
    ...choices.filter(({ code }) => first.has(code)),
    ...choices.filter(({ code }) => !first.has(code)),
  ];
  const found = createMemo(() => {
    const wanted = search().trim().toLowerCase();
    return sorted.filter(({ code, name }) =>
      name.toLowerCase().includes(wanted) || code.toLowerCase() === wanted
    );
  });

  return (
    <Section title={words.title} sub={words.sub(workspace()?.country ?? "")}>
      <SavedForm onSave={() => props.server.save({ allowed_countries: on() })}>
        <div>
          <label class="lbl" for="country-search">{words.search}</label>
          <span class="field">
            <input
              id="country-search"
              type="search"
              autocomplete="off"
              value={search()}
              onInput={(event) => setSearch(event.currentTarget.value)}
              onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
            />
          </span>
        </div>
        <ul class="choices" aria-label={words.title}>
          <For each={found()} fallback={<li class="dim">{words.none}</li>}>
            {({ code, name }) => (
              <li>
                <label>
                  <input
                    type="checkbox"
                    checked={value()[code] === true}
                    onChange={(event) => change({ [code]: event.currentTarget.checked })}
                  />
                  {name}
                </label>
              </li>
            )}
          </For>
        </ul>
        <p class="dim sm">
          <Show when={on().length > 0} fallback={words.allOff}>{words.count(on().length)}</Show>
        </p>
      </SavedForm>
    </Section>
  );
}
