import { For, type JSX } from "solid-js";
import { type AuditFilter, filterValues, kinds, readFilter, spans } from "./audit-filter.ts";
import { audit as words } from "./words.ts";

interface Choice {
  /** As the URL says it. */
  value: string;
  name: string;
}

/** By whom, about what, since when. */
export function AuditFilters(props: {
  filter: AuditFilter;
  /** Seat id to name, people who left included. */
  people: ReadonlyMap<number, string>;
  onFilter: (filter: AuditFilter) => void;
}): JSX.Element {
  const people = (): Choice[] => [
    { value: "", name: words.anybody },
    ...[...props.people].map(([id, name]) => ({ value: String(id), name })),
    { value: "sql", name: words.sql },
    { value: "system", name: words.system },
  ];
  const things: Choice[] = [
    { value: "", name: words.anything },
    ...kinds.map((kind) => ({ value: kind, name: words.kinds[kind] })),
  ];
  const times: Choice[] = [
    { value: "", name: words.anyTime },
    ...spans.map((days) => ({ value: String(days), name: words.spans[days] })),
  ];
  const choose = (name: keyof AuditFilter, value: string) =>
    props.onFilter({
      ...props.filter,
      [name]: readFilter(new URLSearchParams({ [name]: value }))[name],
    });
  return (
    <div class="audit-filters" role="group" aria-label={words.filter}>
      <Field name="who" choices={people()} />
      <Field name="kind" choices={things} />
      <Field name="days" choices={times} />
    </div>
  );

  function Field(field: { name: keyof AuditFilter; choices: Choice[] }): JSX.Element {
    const chosen = () => filterValues(props.filter)[field.name] ?? "";
    return (
      <label>
        <span class="lbl">{words[field.name]}</span>
        <select
          class="select"
          onChange={(event) => choose(field.name, event.currentTarget.value)}
        >
          <For each={field.choices}>
            {(choice) => (
              <option value={choice.value} selected={choice.value === chosen()}>
                {choice.name}
              </option>
            )}
          </For>
        </select>
      </label>
    );
  }
}
