import { createSignal, For, Index, type JSX, Show, untrack } from "solid-js";
import type { DayHours, Policy } from "../../../../supabase/functions/_shared/contracts/policy.ts";
import { Choice } from "./choice.tsx";
import type { PolicyServer } from "./policy-server.ts";
import { SavedForm, Section } from "./section.tsx";
import { hours as words } from "./words.ts";

const weekday = new Intl.DateTimeFormat(undefined, { weekday: "long", timeZone: "UTC" });
/** Monday to Sunday; 1 January 2024 was a Monday. */
const days = Array.from({ length: 7 }, (_, i) => weekday.format(Date.UTC(2024, 0, 1 + i)));
/** At first: working days from nine to six. */
const usual = days.map((_, i) => i < 5 ? { from: "09:00", to: "18:00" } : null);
const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")];

/** Where a day begins, and when calls out may begin. */
export function HoursSection(props: { server: PolicyServer; policy: Policy }): JSX.Element {
  const before = untrack(() => props.policy);
  const [zone, setZone] = createSignal(before.time_zone);
  const [when, setWhen] = createSignal<"always" | "within">(
    before.calling_hours === null ? "always" : "within",
  );
  const [week, setWeek] = createSignal<readonly (DayHours | null)[]>(before.calling_hours ?? usual);
  const change = (day: number, hours: DayHours | null) => setWeek(week().with(day, hours));
  const save = () => {
    const wrong = week().findIndex((hours) => hours !== null && hours.from >= hours.to);
    if (when() === "within" && wrong !== -1) return { text: words.backwards(days[wrong] ?? "") };
    return props.server.save({
      time_zone: zone(),
      calling_hours: when() === "always" ? null : [...week()],
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
            onChange={(event) => setZone(event.currentTarget.value)}
          >
            <For each={zones.includes(before.time_zone) ? zones : [before.time_zone, ...zones]}>
              {(name) => <option value={name} selected={name === before.time_zone}>{name}</option>}
            </For>
          </select>
          <p class="dim sm" id="time-zone-why">{words.zoneWhy}</p>
        </div>
        <Choice
          legend={words.when}
          options={[["always", words.always], ["within", words.within]]}
          value={when()}
          onChoose={setWhen}
        />
        <Show when={when() === "within"}>
          <ul class="week">
            <Index each={week()}>
              {(hours, day) => (
                <Day
                  name={days[day] ?? ""}
                  hours={hours()}
                  onChange={(changed) => change(day, changed)}
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
