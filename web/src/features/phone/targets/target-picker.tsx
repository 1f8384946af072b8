import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
} from "solid-js";
import type { Target } from "../../../../../supabase/functions/_shared/contracts/call_command.ts";
import { announce } from "../../../shared/ui/announce.tsx";
import { Icon } from "../../../shared/ui/icon.tsx";
import { createMinute } from "../../../shared/ui/minute.ts";
import { CandidateRow } from "./candidate-row.tsx";
import type { Purpose } from "./candidates.ts";
import { createChoice } from "./create-choice.ts";
import { DeedButtons } from "./deed-buttons.tsx";
import {
  canBeChosen,
  countText,
  type Deed,
  deedsFor,
  type Refusal,
  refusalOf,
  sentenceOf,
  targetOf,
} from "./deeds.ts";
import { createWayBack } from "./way-back.ts";
import { targets as words } from "./words.ts";
import "../../../styles/targets.css";

const kinds = ["seat", "line", "number"] as const;
/** How long after the last key it is said what was found, in ms. */
const sayAfterMs = 500;
/** The longest word that the function `call` takes. */
const longestWord = 140;

/** Picks whom a running call is transferred to, or who is added to it. Stands between the call's lamp and its keys. */
export function TargetPicker(props: {
  purpose: Purpose;
  /** The other side of the call: a name, or a number as people read it. */
  other: string;
  /** E.164: the workspace's number that the call is on. */
  line: string;
  /** No line takes a colleague as its caller. */
  amongColleagues: boolean;
  onTalkFirst: (target: Target, word: string) => void;
  onSendNow: (target: Target, word: string) => void;
  onAdd: (target: Target, word: string) => void;
  onClose: () => void;
}): JSX.Element {
  const { text, edit, candidates, byKey, selected, select, move, active } = createChoice(
    () => props.purpose,
    () => props.line,
    () => props.amongColleagues,
  );
  const id = createUniqueId();
  const now = createMinute();
  const [word, setWord] = createSignal("");
  let box: HTMLDivElement | undefined;
  let input: HTMLInputElement | undefined;

  const optionId = (key: string) => `${id}-${key}`;
  const sentence = () => {
    const one = active();
    return one && canBeChosen(one, props.purpose) ? sentenceOf(one, props.purpose, props) : "";
  };

  const noneText = () => text() === "" ? words.none.atAll : words.none.matches[props.purpose];
  const found = createMemo(() => countText(candidates()) || noneText());
  let sayLater: ReturnType<typeof setTimeout> | undefined;
  createEffect(on([text, found], ([, told]) => {
    sayLater = setTimeout(() => announce(told, "polite"), sayAfterMs);
    onCleanup(() => clearTimeout(sayLater));
  }));
  const sayNow = ({ message, next }: Refusal) => {
    // Else how many there are would take the place of why.
    clearTimeout(sayLater);
    announce(`${message} ${next}`.trim(), "polite");
  };

  const giveFocusBack = createWayBack(() => box, () => props.purpose);
  onMount(() => input?.focus());
  const close = () => {
    const back = giveFocusBack();
    props.onClose();
    back();
  };

  const bringInSight = () => {
    const option = document.getElementById(optionId(selected() ?? ""));
    // Its buttons first: where both can't be seen, the row itself is.
    for (const part of [option?.nextElementSibling, option]) {
      part?.scrollIntoView({ block: "nearest" });
    }
  };
  const type = (value: string) => {
    edit(value);
    bringInSight();
  };
  const clear = () => {
    type("");
    input?.focus();
  };
  const run = (deed: Deed) => {
    const one = active();
    if (one === null) return;
    const refusal = refusalOf(one, deed);
    const target = targetOf(one);
    if (refusal) return sayNow(refusal);
    if (target === null) return;
    const back = giveFocusBack();
    const said = one.kind === "number" ? "" : word().trim();
    if (deed === "add") props.onAdd(target, said);
    else if (deed === "talk-first") props.onTalkFirst(target, said);
    else props.onSendNow(target, said);
    back();
  };

  const keyDown = (event: KeyboardEvent) => {
    // Enter confirms what an input method offers (229: Safari ends the composition before the key).
    if (event.isComposing || event.keyCode === 229 || event.altKey) return;
    const isCtrl = event.ctrlKey || event.metaKey;
    const isText = event.target instanceof HTMLInputElement;
    const first = deedsFor[props.purpose][0];
    if (event.key === "Escape" && !isCtrl) close();
    else if (event.key === "Enter" && isCtrl && props.purpose !== "add") {
      if (!event.repeat) run("send-now");
    } else if (event.key === "Enter" && !isCtrl && isText && first) {
      // The Enter that opened the picker may still be down.
      if (!event.repeat) run(first);
    } else if (event.target === input && /^Arrow(Up|Down)$/.test(event.key)) {
      move(event.key);
      bringInSight();
    } else return;
    event.preventDefault();
  };

  return (
    <div
      class="targets"
      role="group"
      aria-labelledby={`${id}-title`}
      ref={(element) => (box = element)}
      onKeyDown={keyDown}
    >
      <div class="sect">
        <h2 class="cut" id={`${id}-title`}>{words.title[props.purpose](props.other)}</h2>
        <button type="button" class="btn bare sm" aria-keyshortcuts="Escape" onClick={close}>
          {words.cancel}
          <kbd aria-hidden="true">Esc</kbd>
        </button>
      </div>
      <div class="to">
        <div class="in" classList={{ "is-empty": text() === "" }}>
          <input
            ref={(element) => (input = element)}
            type="text"
            autocomplete="off"
            spellcheck={false}
            role="combobox"
            aria-label={words.field[props.purpose]}
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-expanded={candidates().length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={active() ? optionId(active()?.key ?? "") : undefined}
            placeholder={words.field[props.purpose]}
            value={text()}
            onInput={(event) => type(event.currentTarget.value)}
          />
          <Show when={text() !== ""}>
            <button type="button" class="ib" aria-label={words.clear} onClick={clear}>
              <Icon name="x" size={20} />
            </button>
          </Show>
        </div>
      </div>
      <div class="rows">
        {/* Buttons can't be in a listbox, and the selected row's stand right below it: the list names its rows. */}
        <div
          id={`${id}-list`}
          role="listbox"
          aria-labelledby={`${id}-title`}
          aria-owns={candidates().map(({ key }) => optionId(key)).join(" ")}
        />
        <For each={kinds}>
          {(kind) => (
            <Kind
              title={words.groups[kind]}
              keys={candidates().flatMap((one) => one.kind === kind ? [one.key] : [])}
            >
              {(key) => (
                <Show when={byKey().get(key)}>
                  {(candidate) => (
                    <>
                      <div
                        id={optionId(key)}
                        class="target"
                        role="option"
                        aria-selected={key === selected()}
                        aria-disabled={!canBeChosen(candidate(), props.purpose)}
                        // The field keeps the focus.
                        onPointerDown={(event) => event.preventDefault()}
                        onClick={() => select(key)}
                      >
                        <CandidateRow candidate={candidate()} now={now()} />
                      </div>
                      <Show when={key === selected()}>
                        <DeedButtons
                          id={optionId(key)}
                          candidate={candidate()}
                          purpose={props.purpose}
                          sentenceId={`${id}-sentence`}
                          onPress={run}
                        />
                      </Show>
                    </>
                  )}
                </Show>
              )}
            </Kind>
          )}
        </For>
        <Show when={candidates().length === 0}>
          <p class="note">{noneText()}</p>
        </Show>
      </div>
      <Show when={props.purpose !== "send-on"}>
        <label class="word">
          <span class="sm dim">{words.word.label}</span>
          <input
            type="text"
            autocomplete="off"
            maxLength={longestWord}
            disabled={active()?.kind === "number"}
            placeholder={active()?.kind === "number" ? words.word.outside : words.word.hint}
            value={active()?.kind === "number" ? "" : word()}
            onInput={(event) => setWord(event.currentTarget.value)}
          />
        </label>
      </Show>
      <p class="what sm dim" id={`${id}-sentence`}>{sentence()}</p>
    </div>
  );
}

/** Rows of one kind under their title; rows keep their elements while their facts change. */
function Kind(props: {
  title: string;
  keys: string[];
  children: (key: string) => JSX.Element;
}): JSX.Element {
  return (
    <Show when={props.keys.length > 0}>
      <h3 class="sect">{props.title}</h3>
      <For each={props.keys}>{(key) => props.children(key)}</For>
    </Show>
  );
}
