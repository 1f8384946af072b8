import { createSignal, type JSX, onMount, Show } from "solid-js";
import type { InviteAnswer } from "../../../../supabase/functions/_shared/contracts/invite.ts";
import { announce } from "../../shared/ui/announce.tsx";
import { link as words } from "./words.ts";

/** The link of an invitation that was just made: here once, and nowhere else. */
export function NewLink(props: {
  made: InviteAnswer;
  /** Whether somebody can still join with it. */
  works: boolean;
  onClose: () => void;
}): JSX.Element {
  const [copied, setCopied] = createSignal(false);
  let field: HTMLInputElement | undefined;
  let button: HTMLButtonElement | undefined;
  const mail = () => words.mail[props.made.mail](props.made.email);
  onMount(() => {
    button?.focus();
    announce(mail(), "polite");
  });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.made.link);
      setCopied(true);
      announce(words.copied, "polite");
    } catch {
      // Without the clipboard's permission the person copies by hand.
      field?.select();
    }
  };
  return (
    <section class="new-link" aria-labelledby="new-link-title">
      <h2 id="new-link-title">{words.title(props.made.email)}</h2>
      <Show
        when={props.works}
        fallback={
          <>
            <p role="status">{words.over}</p>
            <p>
              <Close />
            </p>
          </>
        }
      >
        <p>{mail()}</p>
        <div class="row">
          <span class="field grow">
            <input
              ref={(element) => (field = element)}
              class="mono"
              aria-label={words.field}
              readOnly
              value={props.made.link}
              onFocus={(event) => event.currentTarget.select()}
            />
          </span>
          <button
            ref={(element) => (button = element)}
            type="button"
            class="btn pri"
            onClick={() => void copy()}
          >
            {words.copy}
          </button>
          <Close />
        </div>
        <p class="dim3 sm">
          <Show when={copied()}>{words.copied}</Show> {words.once}
        </p>
      </Show>
    </section>
  );

  function Close(): JSX.Element {
    return <button type="button" class="btn" onClick={() => props.onClose()}>{words.close}</button>;
  }
}
