import { createSignal, type JSX, Show } from "solid-js";
import { announce } from "../../shared/ui/announce.tsx";
import type { Person } from "./team-server.ts";
import { team as words } from "./words.ts";

/** As the column allows. */
const longestName = 200;

/** A person's name and address; the name becomes a field while it is changed. */
export function PersonName(props: {
  person: Person;
  isMe: boolean;
  /** Answers whether it was saved: the field stays until then. */
  onRename: (name: string) => Promise<boolean>;
}): JSX.Element {
  const [typed, setTyped] = createSignal<string | null>(null);
  let opener: HTMLButtonElement | undefined;
  const close = () => {
    setTyped(null);
    opener?.focus();
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const name = typed()?.trim() ?? "";
    if (name === "") announce(words.nameFirst, "polite");
    else if (name === props.person.name || await props.onRename(name)) close();
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  };
  return (
    <div class="who">
      <Show
        when={typed() !== null}
        fallback={
          <p class="row">
            <span class="b cut" title={props.person.name}>{props.person.name}</span>
            <Show when={props.isMe}>
              <span class="dim3 sm">{words.you}</span>
            </Show>
            <button
              ref={(element) => (opener = element)}
              type="button"
              class="link"
              aria-label={words.renameWho(props.person.name)}
              onClick={() => setTyped(props.person.name)}
            >
              {words.rename}
            </button>
          </p>
        }
      >
        <form class="row" onSubmit={(event) => void save(event)} onKeyDown={keyDown}>
          <span class="field grow">
            <input
              ref={(element) => queueMicrotask(() => element.select())}
              aria-label={words.nameOf(props.person.name)}
              maxLength={longestName}
              value={typed() ?? ""}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </span>
          <button type="submit" class="btn sm pri">{words.save}</button>
          <button type="button" class="btn sm" onClick={close}>{words.cancel}</button>
        </form>
      </Show>
      <p class="dim sm cut" title={props.person.email ?? ""}>{props.person.email}</p>
    </div>
  );
}
