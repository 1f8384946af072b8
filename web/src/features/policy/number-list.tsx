import { locale } from "../../shared/language.ts";
import {
  createResource,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  onCleanup,
  Show,
  untrack,
} from "solid-js";
import { formatNumber } from "../../shared/phone-number.ts";
import { searchDigits } from "../../shared/search-digits.ts";
import type { Problem } from "../../shared/problem.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { toast } from "../../shared/ui/toast.tsx";
import { useWorkspace } from "../../shared/workspace.tsx";
import { type Entry, type ListName, mostEntries, type PolicyServer } from "./policy-server.ts";
import { readNumbers } from "./read-numbers.ts";
import { type Fault, ProblemLine } from "./section.tsx";
import { list as words } from "./words.ts";

/** From so many entries on, one may search them. */
const manyEntries = 8;
const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });

/** Numbers to add by pasting, and those that are there. */
export function NumberList(
  props: { server: PolicyServer; list: ListName; empty: string },
): JSX.Element {
  const { workspace } = useWorkspace();
  const country = () => workspace()?.country ?? "US";
  const id = createUniqueId();
  let box: HTMLTextAreaElement | undefined;
  const [text, setText] = createSignal("");
  const [wanted, setWanted] = createSignal("");
  const [working, setWorking] = createSignal(false);
  const [said, setSaid] = createSignal("");
  const [problem, setProblem] = createSignal<Problem | Fault | null>(null);
  const [answer, { refetch }] = createResource(
    () => ({ anyOf: wanted() === "" ? null : searchDigits(wanted(), country()) }),
    ({ anyOf }) => props.server.readList(props.list, anyOf),
  );
  onCleanup(untrack(() => props.server.followList(props.list, () => void refetch())));
  const entries = () => {
    const read = answer.latest;
    return read?.ok ? read.value : [];
  };
  const unreadable = () => {
    const read = answer.latest;
    return read && !read.ok ? read.problem : null;
  };

  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    if (working()) return;
    setSaid("");
    setProblem(null);
    const { numbers, unread } = readNumbers(text(), country());
    if (numbers.length === 0 && unread.length === 0) {
      setProblem({ text: words.nothing });
      return;
    }
    if (numbers.length > 0) {
      setWorking(true);
      const added = await props.server.addTo(props.list, numbers);
      setWorking(false);
      if (!added.ok) {
        setProblem(added.problem);
        return;
      }
      setSaid(words.added(added.value, numbers.length - added.value));
      announce(said(), "polite");
      void refetch();
    }
    // What could not be read is not lost: it stays to be put right.
    setText(unread.map(({ line }) => line).join("\n"));
    if (unread.length > 0) setProblem({ text: words.unread(unread) });
  };
  const remove = async (entry: Entry) => {
    const failed = await props.server.removeFrom(props.list, entry.id);
    setProblem(failed);
    if (failed) return;
    toast(words.removed(nameOf(entry)));
    await refetch();
    // What was pressed is gone.
    box?.focus();
  };

  return (
    <>
      <form onSubmit={(event) => void add(event)} novalidate>
        <div>
          <label class="lbl" for={`${id}-add`}>{words.add}</label>
          <textarea
            id={`${id}-add`}
            ref={(element) => (box = element)}
            class="area"
            rows={3}
            spellcheck={false}
            aria-describedby={`${id}-why`}
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <p class="dim sm" id={`${id}-why`}>{words.addWhy}</p>
        </div>
        <Show when={problem()}>{(what) => <ProblemLine what={what()} />}</Show>
        <p class="row">
          <button type="submit" class="btn" aria-disabled={working()}>
            {working() ? words.adding : words.button}
          </button>
          <span class="dim">{said()}</span>
        </p>
      </form>
      <Show when={wanted() !== "" || entries().length > manyEntries}>
        <div>
          <label class="lbl" for={`${id}-find`}>{words.find}</label>
          <span class="field">
            <input
              id={`${id}-find`}
              type="search"
              inputmode="tel"
              autocomplete="off"
              onInput={(event) => setWanted(event.currentTarget.value.trim())}
            />
          </span>
        </div>
      </Show>
      <Show when={unreadable()}>{(what) => <ProblemLine what={what()} />}</Show>
      <Show
        when={entries().length > 0}
        fallback={
          <Show when={!answer.loading && !unreadable()}>
            <p class="dim">{wanted() === "" ? props.empty : words.noneFound}</p>
          </Show>
        }
      >
        <ul class="entries">
          <For each={entries()}>
            {(entry) => <Row entry={entry} onRemove={() => void remove(entry)} />}
          </For>
        </ul>
        <Show when={entries().length === mostEntries}>
          <p class="dim sm">{words.newest(mostEntries)}</p>
        </Show>
      </Show>
    </>
  );
}

function Row(props: { entry: Entry; onRemove: () => void }): JSX.Element {
  return (
    <li>
      <span class="n">{nameOf(props.entry)}</span>
      <span class="dim note">{props.entry.note}</span>
      <span class="dim3 sm">{day.format(Date.parse(props.entry.created_at))}</span>
      <button
        type="button"
        class="ib small"
        aria-label={words.remove(nameOf(props.entry))}
        onClick={() => props.onRemove()}
      >
        <Icon name="x" />
      </button>
    </li>
  );
}

function nameOf({ number, is_prefix }: Entry): string {
  return is_prefix ? words.beginsWith(number) : formatNumber(number);
}
