import { For, type JSX } from "solid-js";
import type { Policy } from "../../../../supabase/functions/_shared/contracts/policy.ts";
import { useCalls } from "../../calls/calls.tsx";
import { createDraft } from "../../shared/ui/create-draft.ts";
import { afterCallFault, keys, namesByKey } from "./after-call.ts";
import type { PolicyServer } from "./policy-server.ts";
import { SavedForm, Section } from "./section.tsx";
import { afterCall as words } from "./words.ts";

/** Time before the next ring, and what can be said of a call. */
export function AfterCallSection(props: { server: PolicyServer; policy: Policy }): JSX.Element {
  const { outcomes } = useCalls();
  const stored = () => namesByKey(outcomes());
  // A field for each key: another admin's change shows in those that nobody is at.
  const { value, change } = createDraft((): Record<string, string> & { required: string } => ({
    ...Object.fromEntries(stored().map((name, index) => [`${index + 1}`, name])),
    wrapUp: props.policy.wrap_up_s === null ? "" : String(props.policy.wrap_up_s),
    required: props.policy.outcome_required ? "yes" : "",
  }));
  const save = () => {
    const form = {
      wrapUp: value()["wrapUp"] ?? "",
      required: value().required === "yes",
      names: keys.map((key) => (value()[key] ?? "").trim()),
    };
    const fault = afterCallFault(form);
    if (fault !== null) return { text: fault };
    return props.server.saveAfterCall(
      {
        wrap_up_s: form.wrapUp === "" ? null : Number(form.wrapUp),
        outcome_required: form.required,
      },
      form.names,
      stored(),
    );
  };

  return (
    <Section title={words.title} sub={words.sub}>
      <SavedForm onSave={save}>
        <div>
          <label class="lbl" for="wrap-up">{words.wrapUp}</label>
          <span class="field">
            <input
              id="wrap-up"
              inputmode="numeric"
              autocomplete="off"
              aria-describedby="wrap-up-about"
              value={value()["wrapUp"]}
              onInput={(event) => change({ wrapUp: event.currentTarget.value.trim() })}
            />
          </span>
          <p class="dim sm" id="wrap-up-about">{words.wrapUpWhy}</p>
        </div>
        <fieldset aria-describedby="outcomes-why">
          <legend class="lbl">{words.outcomes}</legend>
          <ol class="outcomes">
            <For each={keys}>
              {(key) => (
                <li>
                  <span class="n dim3" aria-hidden="true">{key}</span>
                  <span class="field">
                    <input
                      autocomplete="off"
                      aria-label={words.outcome(key)}
                      value={value()[key]}
                      onInput={(event) => change({ [key]: event.currentTarget.value })}
                    />
                  </span>
                </li>
              )}
            </For>
          </ol>
          <p class="dim sm" id="outcomes-why">{words.outcomesWhy}</p>
        </fieldset>
        <div>
          <label class="tick">
            <input
              type="checkbox"
              checked={value().required === "yes"}
              aria-describedby="required-why"
              onChange={(event) => change({ required: event.currentTarget.checked ? "yes" : "" })}
            />
            {words.required}
          </label>
          <p class="dim sm" id="required-why">{words.requiredWhy}</p>
        </div>
      </SavedForm>
    </Section>
  );
}
