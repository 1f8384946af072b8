import { createSignal, createUniqueId, type JSX, Show } from "solid-js";
import type { Problem } from "../../shared/problem.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { ErrorCode } from "../../shared/ui/error-code.tsx";
import { Warning } from "../../shared/ui/warning.tsx";
import { page as words } from "./words.ts";

/** A part of the policy: a title, what it means, and what can be done. */
export function Section(
  props: { title: string; sub?: string; children: JSX.Element },
): JSX.Element {
  const id = createUniqueId();
  return (
    <section class="part" aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      <Show when={props.sub}>{(sub) => <p class="dim sm">{sub()}</p>}</Show>
      {props.children}
    </section>
  );
}

/** What stands against saving, found in the browser. */
export interface Fault {
  text: string;
}

/** A form with one Save, which says what became of it. */
export function SavedForm(props: {
  /** @returns null when it is saved */
  onSave: () => Promise<Problem | null> | Fault;
  children: JSX.Element;
}): JSX.Element {
  const [saving, setSaving] = createSignal(false);
  const [said, setSaid] = createSignal("");
  const [problem, setProblem] = createSignal<Problem | Fault | null>(null);
  const fail = (what: Problem | Fault) => {
    setProblem(what);
    announce(wordsOf(what), "polite");
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (saving()) return;
    setSaid("");
    setProblem(null);
    const outcome = props.onSave();
    if ("text" in outcome) return fail(outcome);
    setSaving(true);
    const failed = await outcome;
    setSaving(false);
    if (failed) return fail(failed);
    setSaid(words.saved);
    announce(words.saved, "polite");
  };
  return (
    <form onSubmit={(event) => void save(event)} onInput={() => setSaid("")} novalidate>
      {props.children}
      <Show when={problem()}>{(what) => <ProblemLine what={what()} />}</Show>
      <p class="row">
        <button type="submit" class="btn pri" aria-disabled={saving()}>
          {saving() ? words.saving : words.save}
        </button>
        <span class="dim">{said()}</span>
      </p>
    </form>
  );
}

export function ProblemLine(props: { what: Problem | Fault }): JSX.Element {
  const code = () => "code" in props.what ? props.what.code : null;
  return (
    <Warning>
      {wordsOf(props.what)} <Show when={code()}>{(known) => <ErrorCode code={known()} />}</Show>
    </Warning>
  );
}

function wordsOf(what: Problem | Fault): string {
  return "text" in what ? what.text : `${what.message} ${what.next}`;
}
