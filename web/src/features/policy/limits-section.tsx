import { For, type JSX } from "solid-js";
import type { Policy } from "../../../../supabase/functions/_shared/contracts/policy.ts";
import { Choice } from "./choice.tsx";
import { createDraft } from "../../shared/ui/create-draft.ts";
import type { PolicyServer } from "./policy-server.ts";
import { SavedForm, Section } from "./section.tsx";
import { limits as words } from "./words.ts";

/** The four limits, with the most that the database takes for each. */
const fields = [
  { name: "agent_calls_per_minute", who: words.agent, what: words.calls, most: 1000 },
  { name: "agent_minutes_per_day", who: words.agent, what: words.minutes, most: 1440 },
  { name: "workspace_calls_per_minute", who: words.workspace, what: words.calls, most: 10_000 },
  {
    name: "workspace_minutes_per_day",
    who: words.workspace,
    what: words.minutes,
    most: 1_000_000,
  },
] as const;
type Field = typeof fields[number];

/** How much an agent and the workspace may call, and what happens when it is reached. */
export function LimitsSection(props: { server: PolicyServer; policy: Policy }): JSX.Element {
  const { value, change } = createDraft(() => ({
    agent_calls_per_minute: textOf(props.policy.agent_calls_per_minute),
    agent_minutes_per_day: textOf(props.policy.agent_minutes_per_day),
    workspace_calls_per_minute: textOf(props.policy.workspace_calls_per_minute),
    workspace_minutes_per_day: textOf(props.policy.workspace_minutes_per_day),
    when_capped: props.policy.when_capped,
  }));
  const save = () => {
    const wrong = fields.find(({ name, most }) => !isLimit(value()[name], most));
    if (wrong) return { text: words.wrong(wrong.what, wrong.who, wrong.most) };
    const limit = (name: Field["name"]) => value()[name] === "" ? null : Number(value()[name]);
    return props.server.save({
      agent_calls_per_minute: limit("agent_calls_per_minute"),
      agent_minutes_per_day: limit("agent_minutes_per_day"),
      workspace_calls_per_minute: limit("workspace_calls_per_minute"),
      workspace_minutes_per_day: limit("workspace_minutes_per_day"),
      when_capped: value().when_capped,
    });
  };

  return (
    <Section title={words.title} sub={words.sub}>
      <SavedForm onSave={save}>
        <div class="limits">
          <For each={[words.agent, words.workspace]}>
            {(who) => (
              <fieldset>
                <legend class="lbl">{who}</legend>
                <For each={fields.filter((field) => field.who === who)}>
                  {(field) => (
                    <div>
                      <label class="lbl" for={field.name}>{field.what}</label>
                      <span class="field">
                        <input
                          id={field.name}
                          inputmode="numeric"
                          autocomplete="off"
                          aria-label={words.label(field.who, field.what)}
                          value={value()[field.name]}
                          onInput={(event) =>
                            change({ [field.name]: event.currentTarget.value.trim() })}
                        />
                      </span>
                    </div>
                  )}
                </For>
              </fieldset>
            )}
          </For>
        </div>
        <Choice
          legend={words.whenReached}
          options={[["refuse", words.refuse], ["pause", words.pause]]}
          value={value().when_capped}
          onChoose={(chosen) => change({ when_capped: chosen })}
        />
      </SavedForm>
    </Section>
  );
}

const textOf = (limit: number | null) => limit === null ? "" : String(limit);

function isLimit(text: string, most: number): boolean {
  return text === "" || (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most);
}
