import { createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import type {
  Countries,
  NumberKind,
} from "../../../../supabase/functions/_shared/contracts/numbers.ts";
import { countryName } from "../../shared/country-name.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { Warning } from "../../shared/ui/warning.tsx";
import type { Wish } from "./numbers-server.ts";
import { buy as words } from "./words.ts";

/** Where Twilio knows area codes of three digits. */
const withAreaCodes = ["US", "CA"];

/** What number it shall be: only countries and kinds that Twilio sells. */
export function SearchForm(props: {
  countries: Countries["countries"];
  /** The workspace's, which is chosen at first. */
  home: string;
  isBusy: boolean;
  onSearch: (wish: Wish) => void;
}): JSX.Element {
  const id = createUniqueId();
  const sold = () =>
    props.countries.map((each) => ({ ...each, name: countryName(each.code) }))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  const [picked, setPicked] = createSignal<string | null>(null);
  const country = () => sold().find(({ code }) => code === (picked() ?? props.home)) ?? sold()[0];
  const [pickedKind, setKind] = createSignal<NumberKind>("local");
  const kinds = () => country()?.kinds ?? [];
  const kind = () => kinds().find((each) => each === pickedKind()) ?? kinds()[0] ?? "local";
  const [areaCode, setAreaCode] = createSignal("");
  const [contains, setContains] = createSignal("");
  const [failure, setFailure] = createSignal("");
  const asksArea = () => withAreaCodes.includes(country()?.code ?? "") && kind() === "local";

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const code = country()?.code;
    if (props.isBusy || code === undefined) return;
    const area = asksArea() ? areaCode().trim() : "";
    const part = contains().replaceAll(/[\s+()./-]/g, "");
    const wrong = area !== "" && !/^\d{3}$/.test(area)
      ? words.wrongArea
      : part !== "" && !/^[\dA-Za-z*]{2,15}$/.test(part)
      ? words.wrongPart
      : "";
    setFailure(wrong);
    if (wrong !== "") return announce(wrong, "polite");
    props.onSearch({
      country: code,
      kind: kind(),
      ...(area === "" ? {} : { areaCode: area }),
      ...(part === "" ? {} : { contains: part }),
    });
  };

  return (
    <form class="search" onSubmit={submit} novalidate>
      <div>
        <label class="lbl" for={`${id}-country`}>{words.country}</label>
        <select
          id={`${id}-country`}
          class="select"
          onChange={(event) => setPicked(event.currentTarget.value)}
        >
          <For each={sold()}>
            {({ code, name }) => (
              <option value={code} selected={code === country()?.code}>{name}</option>
            )}
          </For>
        </select>
      </div>
      <div>
        <span class="lbl" id={`${id}-kind`}>{words.kind}</span>
        <div class="seg" role="group" aria-labelledby={`${id}-kind`}>
          <For each={kinds()}>
            {(each) => (
              <button
                type="button"
                aria-pressed={each === kind()}
                onClick={() => setKind(each)}
              >
                {words.kinds[each]}
              </button>
            )}
          </For>
        </div>
      </div>
      <Show when={asksArea()}>
        <div class="area">
          <label class="lbl" for={`${id}-area`}>{words.areaCode}</label>
          <span class="field">
            <input
              id={`${id}-area`}
              inputmode="numeric"
              autocomplete="off"
              placeholder={words.areaCodeHint}
              value={areaCode()}
              onInput={(event) => setAreaCode(event.currentTarget.value)}
            />
          </span>
        </div>
      </Show>
      <div>
        <label class="lbl" for={`${id}-part`}>{words.contains}</label>
        <span class="field">
          <input
            id={`${id}-part`}
            autocomplete="off"
            spellcheck={false}
            placeholder={words.containsHint}
            value={contains()}
            onInput={(event) => setContains(event.currentTarget.value)}
          />
        </span>
      </div>
      <button type="submit" class="btn" aria-disabled={props.isBusy}>
        {props.isBusy ? words.searching : words.search}
      </button>
      <Show when={failure()}>
        {(text) => <Warning>{text()}</Warning>}
      </Show>
    </form>
  );
}
