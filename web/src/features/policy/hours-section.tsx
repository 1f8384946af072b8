import { locale } from "../../shared/language.ts";
import { For, Index, type JSX, Show, untrack } from "solid-js";
import type { DayHours, Policy } from "../../../../supabase/functions/_shared/contracts/policy.ts";
import { Choice } from "./choice.tsx";
import { createDraft } from "../../shared/ui/create-draft.ts";
import type { PolicyServer } from "./policy-server.ts";
import { SavedForm, Section } from "./section.tsx";
import { hours as words } from "./words.ts";

const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
/** Monday to Sunday; 1 January 2024 was a Monday. */
const days = Array.from({ length: 7 }, (_, i) => weekday.format(Date.UTC(2024, 0, 1 + i)));
/** At first: working days from nine to six. */
const usual = days.map((_, i) => i < 5 ? { from: "09:00", to: "18:00" } : null);
const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")];

interface Form {
  zone: string;
  when: "always" | "within";
  week: readonly (DayHours | null)[];
}

/** Where a day begins, and when calls out may begin. */
export function HoursSection(props: { server: PolicyServer; policy: Policy }): JSX.Element {
  const { value, change } = createDraft((): Form => ({
    zone: props.policy.time_zone,
    when: props.policy.calling_hours === null ? "always" : "within",
    week: props.policy.calling_hours ?? usual,
  }));
  const setDay = (day: number, hours: DayHours | null) =>
    change({ week: value().week.with(day, hours) });
  const offered = untrack(() => zones.includes(value().zone) ? zones : [value().zone, ...zones]);
  const save = () => {
    const { zone, when, week } = value();
    const wrong = week.findIndex((hours) => hours !== null && hours.from >= hours.to);
    if (when === "within" && wrong !== -1) return { text: words.backwards(days[wrong] ?? "") };
    return props.server.save({
      time_zone: zone,
      calling_hours: when === "always" ? null : [...week],
    });
  };

  return (
    <Section title={words.title} sub={words.sub}>
      <SavedForm onSave={save}>
        <div>
          <label class="lbl" for="time-zone">{words.zone}</label>
          <select
            id="time-zone"
            class="select"
            aria-describedby="time-zone-why"
            onChange={(event) => change({ zone: event.currentTarget.value })}
          >
            <For each={offered}>
              {(name) => <option value={name} selected={name === value().zone}>{name}</option>}
            </For>
          </select>
          <p class="dim sm" id="time-zone-why">{words.zoneWhy}</p>
        </div>
        <Choice
          legend={words.when}
          options={[["always", words.always], ["within", words.within]]}
          value={value().when}
          onChoose={(when) => change({ when })}
        />
        <Show when={value().when === "within"}>
          <ul class="week">
            <Index each={value().week}>
              {(hours, day) => (
                <Day
                  name={days[day] ?? ""}
                  hours={hours()}
                  onChange={(changed) => setDay(day, changed)}
                />
              )}
            </Index>
          </ul>
        </Show>
      </SavedForm>
    </Section>
  );
}

function Day(props: {
  name: string;
  hours: DayHours | null;
  onChange: (hours: DayHours | null) => void;
}): JSX.Element {
  return (
    <li>
      <label>
        <input
          type="checkbox"
          checked={props.hours !== null}
          onChange={(event) =>
            props.onChange(event.currentTarget.checked ? { from: "09:00", to: "18:00" } : null)}
        />
        {props.name}
      </label>
      <Show when={props.hours} fallback={<span class="dim">{words.closed}</span>}>
        {(hours) => (
          <span class="row">
            <Time
              label={words.from(props.name)}
              value={hours().from}
              onChange={(from) => props.onChange({ ...hours(), from })}
            />
            {words.until}
            <Time
              label={words.to(props.name)}
              value={hours().to === "24:00" ? "00:00" : hours().to}
              // A field for a time of day knows midnight as the day's beginning only.
              onChange={(to) => props.onChange({ ...hours(), to: to === "00:00" ? "24:00" : to })}
            />
          </span>
        )}
      </Show>
    </li>
  );
}

function Time(
  props: { label: string; value: string; onChange: (time: string) => void },
): JSX.Element {
  return (
    <input
      class="time"
      type="time"
      aria-label={props.label}
      value={props.value}
      required
      onChange={(event) =>
        event.currentTarget.value !== "" && props.onChange(event.currentTarget.value)}
    />
  );
}
