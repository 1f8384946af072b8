import { For, type JSX } from "solid-js";
import type { Manner } from "../../../../supabase/functions/_shared/contracts/call.ts";
import { MannerIcon } from "../../shared/ui/manner-icon.tsx";
import { moveFocus } from "../../shared/ui/move-focus.ts";
import { choice as words } from "./words.ts";

const manners = ["listen", "whisper", "join"] as const;

/** Who would hear this person, each with its sentence. */
export function MannerChoice(props: {
  /** Whose call it is. */
  who: string;
  chosen: Manner | null;
  disabled: boolean;
  onChoose: (manner: Manner) => void;
}): JSX.Element {
  const isEntry = (manner: Manner) => manner === (props.chosen ?? "listen");
  return (
    <div class="choice" role="radiogroup" aria-label={words.label(props.who)} onKeyDown={moveFocus}>
      <For each={manners}>
        {(manner) => (
          <button
            type="button"
            role="radio"
            aria-checked={props.chosen === manner}
            aria-disabled={props.disabled}
            aria-keyshortcuts={manner[0]?.toUpperCase()}
            tabIndex={isEntry(manner) ? 0 : -1}
            onClick={() => props.disabled || props.onChoose(manner)}
          >
            <span class="t">
              <MannerIcon name={manner} size={17} />
              {words.name[manner]}
            </span>
            <span class="d">{words.sentence[manner](props.who)}</span>
          </button>
        )}
      </For>
    </div>
  );
}
